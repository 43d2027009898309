import type { Clock } from "../clock.ts";

/**
 * What the host page knows its visitor by: a token, or a function that gives a
 * fresh one. It is asked before every connection, and before a token runs out.
 * Nothing means that the visitor is not signed in.
 */
export type Token = string | (() => TokenAnswer | Promise<TokenAnswer>);
export type TokenAnswer = string | null | undefined;

/** A host that does not answer for so long must not keep its visitors from reading, or guests from writing. */
const PATIENCE_MS = 3_000;

/**
 * The token; null from whoever is not signed in; undefined when it is not
 * known, since the host's function failed or took too long. What it answers
 * later goes to `onLate`.
 *
 * Never rejects: a host's failing sign-in must not take the chat with it.
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
