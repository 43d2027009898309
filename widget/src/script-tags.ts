import { LiveChat } from "./live-chat.ts";

/** A script that asks for a chat. Under another name, an optimiser's, it says which server it is for. */
const ASKING = "script[data-stream-id]:not([data-placed]):is([src*=live-chat],[data-server-url])";

/** Makes the chats that script tags ask for: the tags that are here, and those yet to come. (SPEC EM1) */
export function heedScriptTags(): void {
  const heedAll = () => document.querySelectorAll<HTMLScriptElement>(ASKING).forEach(placeChat);
  // A module runs once for all its tags, and has no current script; but each tag is told of its load.
  document.addEventListener(
    "load",
    ({ target }) => {
      if (target instanceof HTMLScriptElement) heedAll();
    },
    true,
  );
  document.addEventListener("DOMContentLoaded", heedAll);
  heedAll();
}

function placeChat(script: HTMLScriptElement): void {
  const { target } = script.dataset;
  const isInHead = script.closest("head");
  // Its place may be yet to come, and so may what stands before it.
  if ((target || isInHead) && document.readyState === "loading") return;
  let place: Element | null = null;
  try {
    place = target ? document.querySelector(target) : isInHead ? document.body : script;
  } catch {
    // Not a selector: told below.
  }
  if (!place) return console.warn(`live-chat: data-target="${target}" is not on this page.`);
  // In the document, so that a copy of it, as some navigations make, is known to have its chat.
  script.dataset["placed"] = "";
  const chat = document.createElement("live-chat");
  for (const name of [...LiveChat.observedAttributes, "lang", "id", "class"]) {
    const value = script.getAttribute(`data-${name}`);
    if (value !== null) chat.setAttribute(name, value);
  }
  place[place === script ? "after" : "append"](chat);
}
