import { INVITATION_FRAGMENT } from "#protocol";

const KEY = "live-chat:invitation";

/**
 * The invitation that the page was opened with; it outlives a reload of the tab, no more.
 *
 * It is taken out of the address at once: whoever sees the screen, or gets the address from the
 * history, is not invited. (SPEC OL2)
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

/** Forgets it, when it was used or cannot be. */
export function dropInvitation(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Then it was never kept.
  }
}
