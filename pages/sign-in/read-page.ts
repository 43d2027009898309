/** Where somebody wants to go, or why not. */
export type Page =
  | { readonly ok: true; readonly href: string }
  | { readonly ok: false; readonly fault: "wrong" | "unknown" };

/** Reads the address of a page of a known site; people leave `https://` out. */
export function readPage(text: string, sites: readonly string[]): Page {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text.trim())
    ? text.trim()
    : `https://${text.trim()}`;
  if (!URL.canParse(address)) return { ok: false, fault: "wrong" };
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol) || url.username || url.password)
    return { ok: false, fault: "wrong" };
  if (!sites.includes(url.origin)) return { ok: false, fault: "unknown" };
  url.hash = "";
  return { ok: true, href: url.href };
}
