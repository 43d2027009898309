import type { Clock } from "../clock.ts";

/**
 * The host page's token for its visitor, or a function that returns a fresh one. The function is
 * called before every connection, and before a token expires. Without a value the visitor is not
 * signed in.
 */
export type Token = string | (() => TokenAnswer | Promise<TokenAnswer>);
export type TokenAnswer = string | null | undefined;
/** Null if the visitor is not signed in; undefined if that is unknown. */
type ReadToken = string | null | undefined;

/** A host page that does not answer in this time must not block reading, or guests' writing. */
const PATIENCE_MS = 3_000;

/**
 * The token; null if the visitor is not signed in; undefined if it is unknown, because the host's
 * function failed or timed out. A late answer goes to `onLate`. A token that is there is returned
 * at once: what follows, such as connecting, must not wait behind a rendering.
 *
 * Never rejects: a failing sign-in of the host must not break the chat.
 */
export function readToken(
  token: Token | undefined,
  clock: Clock,
  onLate?: (answer: string | null) => void,
): ReadToken | Promise<ReadToken> {
  if (typeof token !== "function") return token || null;
  let answer: ReturnType<typeof token>;
  try {
    answer = token();
  } catch {
    return undefined;
  }
  if (!answer || typeof answer === "string") return answer || null;
  const waiting = answer;
  return new Promise((resolve) => {
    let isLate = false;
    const cancel = clock.after(PATIENCE_MS, () => {
      isLate = true;
      resolve(undefined);
    });
    const settle = (answer: ReadToken): void => {
      cancel();
      resolve(answer);
    };
    void Promise.resolve(waiting).then(
      (answer) => (isLate ? onLate?.(answer || null) : settle(answer || null)),
      () => settle(undefined),
    );
  });
}
