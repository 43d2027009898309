/** Where a chat server listens, from what a person wrote. Undefined when it is no http address. */
export function parseServerUrl(raw: string): string | undefined {
  try {
    const { protocol, origin, pathname } = new URL(raw);
    if (protocol !== "http:" && protocol !== "https:") return undefined;
    return origin + pathname.replace(/\/+$/, "");
  } catch {
    return undefined;
  }
}
