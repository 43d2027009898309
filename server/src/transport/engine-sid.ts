/**
 * The session that a request names, as Engine.IO reads it: of several, the last; empty for
 * none. Whoever read another than it does could be led past what is checked at a handshake.
 */
export function engineSidOf(url: string): string {
  if (!url.startsWith("/socket.io/") || !URL.canParse(url, "http://server")) return "";
  return new URL(url, "http://server").searchParams.getAll("sid").at(-1) ?? "";
}
