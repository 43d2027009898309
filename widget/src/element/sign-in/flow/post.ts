import type { ChatError } from "#protocol";

const TIMEOUT_MS = 10_000;

/** What the server answers: what was asked for, or why it is refused. */
export type PostAnswer<T> = ({ ok: true } & T) | { ok: false; error: ChatError };

/** Asks the server's HTTP interface. Rejects when there is no answer that can be read. */
export async function post<T extends object>(
  serverUrl: string,
  path: string,
  body: object,
): Promise<PostAnswer<T>> {
  const response = await fetch(`${serverUrl}/api/v1/${path}`, {
    method: "POST",
    credentials: "omit",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return (await response.json()) as PostAnswer<T>;
}
