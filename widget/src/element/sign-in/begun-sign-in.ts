import { SIGN_IN_FRAGMENT } from "#protocol";

/**
 * A sign-in that was started here, stored for the lifetime of the tab: the page may be left for it
 * and revisited. The secret never leaves the page's origin. (SPEC SI1)
 */
export interface BegunSignIn {
  readonly serverUrl: string;
  readonly streamId: string;
  /** The draft to send after signing in. */
  readonly draft: string;
  readonly secret: string;
  /** The server's id of this sign-in; absent until it has answered. (SPEC SI1) */
  readonly request?: string;
  /** Whether a separate window signs in, while this page stays. */
  readonly isPopUp?: boolean;
  /** The page's own fragment, to be restored. */
  readonly hash: string;
}

const KEY = "live-chat:sign-in";

/** Whether the page's fragment concerns a sign-in. (SPEC SI3, SI8) */
export function hasSignInFragment(): boolean {
  return location.hash.startsWith(`#${SIGN_IN_FRAGMENT}`);
}

/** Undefined deletes it. */
export function keepBegunSignIn(begun: BegunSignIn | undefined): void {
  try {
    if (begun) sessionStorage.setItem(KEY, JSON.stringify(begun));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage, only a pop-up can return the answer.
  }
}

export function readBegunSignIn(): BegunSignIn | undefined {
  try {
    return (JSON.parse(sessionStorage.getItem(KEY) ?? "") as BegunSignIn | null) ?? undefined;
  } catch {
    return undefined;
  }
}
