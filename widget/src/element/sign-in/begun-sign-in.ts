import { SIGN_IN_FRAGMENT } from "#protocol";

/**
 * A sign-in that was begun here, kept for as long as the tab: the page may be
 * left for it and come back to. The secret never leaves the page's origin. (SPEC SI1)
 */
export interface BegunSignIn {
  readonly serverUrl: string;
  readonly streamId: string;
  /** What the person was writing, to be sent as them. */
  readonly draft: string;
  readonly secret: string;
  /** What the server calls this sign-in; absent until it has answered. (SPEC SI1) */
  readonly request?: string;
  /** Whether a window of its own signs in, and this page stays. */
  readonly isPopUp?: boolean;
  /** The page's own fragment, to be put back. */
  readonly hash: string;
}

const KEY = "live-chat:sign-in";

/** Whether the page was come back to with what concerns a sign-in behind its `#`. (SPEC SI3, SI8) */
export function hasSignInFragment(): boolean {
  return location.hash.startsWith(`#${SIGN_IN_FRAGMENT}`);
}

/** Undefined takes it away. */
export function keepBegunSignIn(begun: BegunSignIn | undefined): void {
  try {
    if (begun) sessionStorage.setItem(KEY, JSON.stringify(begun));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Then only a pop-up can bring the answer.
  }
}

export function readBegunSignIn(): BegunSignIn | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEY) ?? "") as BegunSignIn | null) ?? undefined;
  } catch {
    return undefined;
  }
}
