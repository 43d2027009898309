import { element } from "../element.ts";
import { offerPause } from "../player/offer-pause.ts";
import { playPicture } from "../player/play-picture.ts";
import { SERVER } from "../server.ts";
import type { Way, Wish } from "./snippets.ts";
import type { StartTexts } from "./texts/texts.ts";

/** In px, how large an overlay is recommended to be in the broadcast. */
const SOURCE_HEIGHT = 720;

/** The chat as it will be, of the very stream. */
export class Preview {
  readonly #preview = element("preview", HTMLElement);
  readonly #broadcast = element("broadcast", HTMLElement);
  readonly #source = element("source", HTMLElement);
  readonly #chat = element("chat", HTMLElement);
  readonly #texts: () => StartTexts;
  #isPlaying = false;
  #shown = "";

  constructor(texts: () => StartTexts) {
    this.#texts = texts;
  }

  /** `theme` and `lang` are what a page that looks like this one would give its chat. */
  show(way: Way, wish: Wish, page: { theme: string; lang: string }): void {
    const { streamId } = wish;
    const theme = wish.theme === "auto" ? page.theme : wish.theme;
    const lang = wish.lang || page.lang;
    const address = `${streamId}?theme=${theme}&lang=${lang}`;
    // Frames are reloaded for each new address, the element is not.
    const key = way === "frame" || way === "obs" ? `${way} ${address}` : "";
    if (key !== this.#shown || !this.#chat.firstElementChild) {
      this.#shown = key;
      this.#showBroadcast(
        way === "obs" ? `${SERVER}/overlay/${streamId}?max-rows=6&lang=${lang}` : undefined,
      );
      this.#chat.replaceChildren(
        way === "frame" ? frame(`${SERVER}/embed/${address}`) : document.createElement("live-chat"),
      );
    }
    const chat = this.#chat.querySelector("live-chat");
    for (const [name, value] of Object.entries({ "stream-id": streamId, theme, lang }))
      if (chat?.getAttribute(name) !== value) chat?.setAttribute(name, value);
  }

  /** The overlay over a moving picture, as viewers of the broadcast see it; what is written below comes in. */
  #showBroadcast(overlay: string | undefined): void {
    this.#preview.classList.toggle("on-air", overlay !== undefined);
    this.#broadcast.hidden = overlay === undefined;
    this.#source.replaceChildren(...(overlay === undefined ? [] : [frame(overlay)]));
    if (overlay === undefined || this.#isPlaying) return;
    this.#isPlaying = true;
    const pause = playPicture(element("picture", HTMLCanvasElement));
    offerPause(element("pause", HTMLButtonElement), this.#texts, pause);
    // The frame is as large as the source in OBS, and shown as small as there is room.
    new ResizeObserver(() => {
      this.#source.style.scale = String(this.#broadcast.clientHeight / SOURCE_HEIGHT);
    }).observe(this.#broadcast);
  }
}

function frame(src: string): HTMLIFrameElement {
  const made = document.createElement("iframe");
  made.title = "Live chat";
  made.src = src;
  return made;
}
