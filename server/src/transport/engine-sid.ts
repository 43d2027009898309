/**
 * The session id in a URL, as Engine.IO reads it: the last one if there are several, empty if there
 * is none. Reading it differently would allow requests to bypass the handshake checks.
 */
export function engineSidOf(url: string): string {
  if (!url.startsWith("/socket.io/") || !URL.canParse(url, "http://server")) return "";
  return new URL(url, "http://server").searchParams.getAll("sid").at(-1) ?? "";
}
