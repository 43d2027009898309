import { parseServerUrl } from "../../../client/connection/server-address.ts";

/** Windows that were opened, by their addresses. */
const windows = new Map<string, Window>();

/** A chat that can be opened in a window of its own, as it looks here. */
export interface PopOut {
  readonly serverUrl: string;
  readonly streamId: string;
  /** What is set on it, by the names of the attributes. */
  readonly attributes: Readonly<Record<string, string | boolean>>;
}

/** The page with nothing on it but this chat. Undefined where none is known. (SPEC EM5) */
export function popOutUrl({ serverUrl, streamId, attributes }: PopOut): string | undefined {
  const address = parseServerUrl(serverUrl);
  if (!address || !streamId) return undefined;
  const url = new URL(`${address}/embed/${streamId}`);
  // A stream may be called "..", which leads elsewhere.
  if (!url.pathname.endsWith(`/${streamId}`)) return undefined;
  for (const [name, value] of Object.entries(attributes))
    if (value) url.searchParams.set(name, String(value));
  return url.href;
}

/** Follows the link in a window the size of a chat; where there can be none, browsers open a tab. */
export function openPopOut(event: MouseEvent): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  const { href } = event.currentTarget as HTMLAnchorElement;
  const before = windows.get(href);
  const opened =
    before && !before.closed ? before : open(href, "_blank", "popup,width=400,height=640");
  if (!opened) return;
  event.preventDefault();
  // It needs nothing from this page.
  if (opened !== before) opened.opener = null;
  windows.set(href, opened);
  opened.focus();
}
