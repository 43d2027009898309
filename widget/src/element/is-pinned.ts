import { scriptUrl } from "./script-server.ts";

/** Whether the page holds this file, or what it loads, to hashes: it wants no other code than that. */
export function isPinned(): boolean {
  const url = scriptUrl();
  return [...document.scripts].some(
    ({ src, type, integrity, text }) =>
      (src === url && integrity !== "") || (type === "importmap" && text.includes('"integrity"')),
  );
}
