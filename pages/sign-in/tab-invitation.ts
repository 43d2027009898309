import { INVITATION_FRAGMENT } from "#protocol";

const KEY = "live-chat:invitation";

/**
 * The invitation in the address of the page, kept for its tab over reloads.
 *
 * It is taken out of the address at once: somebody who sees the screen, or the address in the
 * history, must not use it. (SPEC OL2)
 */
export function takeInvitation(): string | undefined {
  const pattern = new RegExp(`^#${INVITATION_FRAGMENT}=([\\w.-]+)$`);
  const [, invitation] = pattern.exec(location.hash) ?? [];
  try {
    if (invitation) sessionStorage.setItem(KEY, invitation);
    return invitation ?? sessionStorage.getItem(KEY) ?? undefined;
  } catch {
    return invitation;
  }
}

/** Forgets the invitation after it was used, or if it is invalid. */
export function dropInvitation(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then it was never kept.
  }
}
