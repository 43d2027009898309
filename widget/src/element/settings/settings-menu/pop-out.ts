import { findLang } from "../../../i18n/find-lang.ts";
import type { LiveChatProperties } from "../../live-chat-properties.ts";
import { parseServerUrl } from "../../../client/connection/server-address.ts";

/** Opened windows, by URL. */
const windows = new Map<string, Window>();

/** A chat that can be opened in its own window, with its present appearance. */
export interface PopOut {
  readonly serverUrl: string;
  readonly streamId: string;
  /** Its attributes by name. */
  readonly attributes: Readonly<Record<string, string | boolean>>;
}

/** The host's chat, unless the page wants no such window. */
export function popOutOf(host: LiveChatProperties, ownServer: string): PopOut | undefined {
  const { noPopOut, chat, streamId, theme, density, avatars, readOnly, noComposer } = host;
  if (noPopOut) return undefined;
  return {
    // For an external chat, only its owner knows the server.
    serverUrl: chat ? host.serverUrl : ownServer,
    streamId: chat?.getSnapshot().streamId || streamId,
    attributes: {
      theme,
      density,
      avatars,
      "read-only": readOnly,
      "no-composer": noComposer,
      lang: findLang(host),
    },
  };
}

/** The URL of the page that contains only this chat; undefined if it is unknown. (SPEC EM5) */
export function popOutUrl({ serverUrl, streamId, attributes }: PopOut): string | undefined {
  const address = parseServerUrl(serverUrl);
  if (!address || !streamId) return undefined;
  const url = new URL(`${address}/embed/${streamId}`);
  // A stream may be called "..", which would change the path.
  if (!url.pathname.endsWith(`/${streamId}`)) return undefined;
  for (const [name, value] of Object.entries(attributes))
    if (value) url.searchParams.set(name, String(value));
  return url.href;
}

/** Opens the link in a window of a chat's size; where that is impossible, browsers open a tab. */
export function openPopOut(event: MouseEvent): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey) return;
  const { href } = event.currentTarget as HTMLAnchorElement;
  const before = windows.get(href);
  const opened =
    before && !before.closed ? before : open(href, "_blank", "popup,width=400,height=640");
  if (!opened) return;
  event.preventDefault();
  // The window needs nothing from this page.
  if (opened !== before) opened.opener = null;
  windows.set(href, opened);
  opened.focus();
}
