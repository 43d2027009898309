import { findLang } from "../../../i18n/find-lang.ts";
import type { LiveChatProperties } from "../../live-chat-properties.ts";
import { parseServerUrl } from "../../../client/connection/server-address.ts";

/** Windows that were opened, by their addresses. */
const windows = new Map<string, Window>();

/** The page with nothing on it but this chat. Undefined where none is wanted, or none is known. (SPEC EM5) */
export function popOutUrl(host: LiveChatProperties, serverUrl: string): string | undefined {
  // Of a chat that was made elsewhere, only its maker knows the server.
  const server = host.chat ? host.serverUrl : serverUrl;
  const address = parseServerUrl(server);
  const streamId = host.chat?.getSnapshot().streamId || host.streamId;
  if (host.noPopOut || !address || !streamId) return undefined;
  const url = new URL(`${address}/embed/${streamId}`);
  // A stream may be called "..", which leads elsewhere.
  if (!url.pathname.endsWith(`/${streamId}`)) return undefined;
  const { theme, density, avatars, readOnly, noComposer } = host;
  const looks = { theme, density, avatars, "read-only": readOnly, "no-composer": noComposer };
  for (const [name, value] of Object.entries({ ...looks, lang: findLang(host) }))
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
