import { scriptUrl } from "./script-server.ts";

/** Whether the page pins this file, or what it loads, by hash: then no other code may be loaded. */
export function isScriptPinned(): boolean {
  const url = scriptUrl();
  return [...document.scripts].some(
    ({ src, type, integrity, text }) =>
      (src === url && integrity !== "") || (type === "importmap" && text.includes('"integrity"')),
  );
}
