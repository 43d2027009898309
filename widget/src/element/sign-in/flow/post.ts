import type { ChatError } from "#protocol";

const TIMEOUT_MS = 10_000;

/** The server's answer or refusal. */
export type PostAnswer<T> = ({ ok: true } & T) | { ok: false; error: ChatError };

/** Sends a request to the server's HTTP API. Rejects if there is no readable answer. */
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
