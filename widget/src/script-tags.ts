import { LiveChat } from "./live-chat.ts";

/** A script that asks for a chat. Under another name, an optimiser's, it says which server it is for. */
const ASKING = "script[data-stream-id]:not([data-placed]):is([src*=live-chat],[data-server-url])";

/** Makes the chats that script tags ask for: the tags that are here, and those yet to come. (SPEC EM1) */
export function heedScriptTags(): void {
  const heedAll = () => document.querySelectorAll<HTMLScriptElement>(ASKING).forEach(placeChat);
  // A module runs once for all its tags, and has no current script; but each tag is told of its load.
  const heedLoad = ({ target }: Event) => (target as Element).localName === "script" && heedAll();
  document.addEventListener("load", heedLoad, true);
  document.addEventListener("DOMContentLoaded", heedAll);
  heedAll();
}

function placeChat(script: HTMLScriptElement): void {
  const selector = script.dataset["target"] || (script.closest("head") ? "body" : "");
  // What is yet to come may be the place, or stand before it.
  if (selector && document.readyState === "loading") return;
  try {
    const chat = document.createElement("live-chat");
    // The copy that runs may be another tag's, of another server.
    if (script.src) chat.serverUrl = new URL(script.src).origin;
    for (const name of [...LiveChat.observedAttributes, "lang", "id", "class"]) {
      const value = script.getAttribute(`data-${name}`);
      if (value !== null) chat.setAttribute(name, value);
    }
    if (selector) document.querySelector(selector)!.append(chat);
    else script.after(chat);
    // In the document, so that a copy of it, as some navigations make, is known to have its chat.
    script.dataset["placed"] = "";
  } catch {
    console.warn(`live-chat: data-target="${selector}" is not on this page.`);
  }
}
