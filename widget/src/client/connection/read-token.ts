import type { Clock } from "../clock.ts";

/**
 * The host page's token for its visitor, or a function that returns a fresh one. The function is
 * called before every connection, and before a token expires. Without a value the visitor is not
 * signed in.
 */
export type Token = string | (() => TokenAnswer | Promise<TokenAnswer>);
export type TokenAnswer = string | null | undefined;

/** A host page that does not answer in this time must not block reading, or guests' writing. */
const PATIENCE_MS = 3_000;

/**
 * The token; null if the visitor is not signed in; undefined if it is unknown, because the host's
 * function failed or timed out. A late answer goes to `onLate`.
 *
 * Never rejects: a failing sign-in of the host must not break the chat.
 */
export function readToken(
  token: Token | undefined,
  clock: Clock,
  onLate?: (answer: string | null) => void,
): Promise<string | null | undefined> {
  if (typeof token !== "function") return Promise.resolve(token || null);
  return new Promise((resolve) => {
    let isLate = false;
    const cancel = clock.after(PATIENCE_MS, () => {
      isLate = true;
      resolve(undefined);
    });
    const settle = (answer: string | null | undefined): void => {
      cancel();
      resolve(answer);
    };
    void (async () => token())().then(
      (answer) => (isLate ? onLate?.(answer || null) : settle(answer || null)),
      () => settle(undefined),
    );
  });
}
