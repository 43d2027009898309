/**
 * What the host page knows its visitor by: a token, or a function that gives a
 * fresh one and is asked at every connection. Nothing, or a function that
 * fails, connects as someone who is not signed in.
 */
export type Token = string | (() => TokenAnswer | Promise<TokenAnswer>);
export type TokenAnswer = string | null | undefined;

/** Never rejects: a host's failing sign-in must not take the chat with it. */
export async function readToken(token: Token | undefined): Promise<string | undefined> {
  try {
    return (typeof token === "function" ? await token() : token) || undefined;
  } catch {
    return undefined;
  }
}
