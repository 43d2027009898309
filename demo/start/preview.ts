import { SERVER } from "../server.ts";
import { element } from "../element.ts";
import type { Way, Wish } from "./snippets.ts";

/** The chat as it will be, of the very stream. */
export class Preview {
  readonly #stage = element("preview", HTMLElement);
  #shown = "";

  /** `theme` and `lang` are what a page that looks like this one would give its chat. */
  show(way: Way, wish: Wish, page: { theme: string; lang: string }): void {
    const { streamId } = wish;
    const theme = wish.theme === "auto" ? page.theme : wish.theme;
    const lang = wish.lang || page.lang;
    // Frames are loaded anew with every other address, and the element is not.
    const key = way === "frame" || way === "obs" ? `${way} ${streamId} ${theme} ${lang}` : "";
    if (key !== this.#shown || !this.#stage.firstElementChild) {
      this.#stage.replaceChildren(...make(way, `${streamId}?theme=${theme}&lang=${lang}`));
      this.#stage.classList.toggle("picture", way === "obs");
      this.#shown = key;
    }
    const chat = this.#stage.querySelector("live-chat");
    for (const [name, value] of Object.entries({ "stream-id": streamId, theme, lang }))
      if (chat?.getAttribute(name) !== value) chat?.setAttribute(name, value);
  }
}

function make(way: Way, address: string): HTMLElement[] {
  const chat = document.createElement("live-chat");
  if (way === "frame") return [frame(`${SERVER}/embed/${address}`)];
  // Over a picture, and what one writes into it below.
  return way === "obs" ? [frame(`${SERVER}/overlay/${address}&max-rows=6`), chat] : [chat];
}

function frame(src: string): HTMLIFrameElement {
  const made = document.createElement("iframe");
  made.title = "Live chat";
  made.src = src;
  return made;
}
