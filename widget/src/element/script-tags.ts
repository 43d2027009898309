import { LiveChat } from "./live-chat.ts";
import { serverOfScript } from "./script-server.ts";

/** A script that asks for a chat. Under another name, an optimiser's, it says which server it is for. */
const ASKING = "script[data-stream-id]:not([data-placed]):is([src*=live-chat],[data-server-url])";

/** Makes the chats that script tags ask for: the tags that are here, and those yet to come. (SPEC EM1) */
export function watchScriptTags(): void {
  // A module runs once for all its tags, and has no current script; but each tag is told of its load.
  const heedLoad = ({ target }: Event) => (target as Element).localName === "script" && heedAll();
  document.addEventListener("load", heedLoad, true);
  document.addEventListener("DOMContentLoaded", heedAll);
  heedAll();
}

function heedAll(): void {
  // Before that, the place may be yet to come, and what stands before it.
  if (document.readyState !== "loading") document.querySelectorAll(ASKING).forEach(placeChat);
}

function placeChat(script: Element): void {
  const { src, dataset } = script as HTMLScriptElement;
  // In the document, so that a copy of it, as some navigations make, is known to have its chat.
  dataset["placed"] = "";
  const selector = dataset["target"] || (script.closest("head") && "body");
  try {
    const chat = new LiveChat();
    // The copy that runs may be another tag's, of another server.
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
