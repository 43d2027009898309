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
  /** The page's own fragment, to be put back. */
  readonly hash: string;
}

const KEY = "live-chat:sign-in";

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
