import { LiveChat } from "./live-chat.ts";
import { serverOfScript } from "./script-server.ts";

/**
 * Script tags that request a chat. Under another name, as an optimiser's, they name their server.
 */
const ASKING = "script[data-stream-id]:not([data-placed]):is([src*=live-chat],[data-server-url])";

/** Creates the chats that script tags request: for existing tags and later ones. (SPEC EM1) */
export function watchScriptTags(): void {
  // A module runs once for all its tags, and has no current script; but each tag fires `load`.
  const heedLoad = ({ target }: Event) => (target as Element).localName === "script" && heedAll();
  document.addEventListener("load", heedLoad, true);
  document.addEventListener("DOMContentLoaded", heedAll);
  heedAll();
}

function heedAll(): void {
  // Before that, the place and its surroundings may not be parsed yet.
  if (document.readyState !== "loading") document.querySelectorAll(ASKING).forEach(placeChat);
}

function placeChat(script: Element): void {
  const { src, dataset } = script as HTMLScriptElement;
  // Set in the document, so that a copy of it, as some navigations make, has it as well.
  dataset["placed"] = "";
  const selector = dataset["target"] || (script.closest("head") && "body");
  try {
    const chat = new LiveChat();
    // The running copy may belong to another tag, of another server.
    if (src) chat.serverUrl = serverOfScript(src);
    for (const name of [...LiveChat.observedAttributes, "lang", "id", "class"]) {
      const value = script.getAttribute(`data-${name}`);
      if (value !== null) chat.setAttribute(name, value);
    }
    if (selector) document.querySelector(selector)!.append(chat);
    else script.after(chat);
  } catch {
    console.warn(`live-chat: data-target="${selector}" is not on this page.`);
  }
}
