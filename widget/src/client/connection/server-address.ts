/** The URL of a chat server from what a person typed. Undefined if it is no http URL. */
export function parseServerUrl(raw: string): string | undefined {
  try {
    const { protocol, origin, pathname } = new URL(raw);
    if (protocol !== "http:" && protocol !== "https:") return undefined;
    return origin + pathname.replace(/\/+$/, "");
  } catch {
    return undefined;
  }
}
