import { element } from "../element.ts";
import type { Texts } from "../texts/texts.ts";
import { clearCrowd, hasCrowd, readCrowd, sendCrowd } from "./crowd.ts";
import { rateAt, stepOf } from "./rate-scale.ts";

/** A crowd goes home by itself; the panel looks now and then whether it is still there. */
const LOOK_MS = 5_000;

/** Where a visitor sends a made-up crowd into the stream; hidden where the server has none. */
export class BusyPanel {
  readonly #panel = element("busy", HTMLFormElement);
  readonly #slider = element("rate", HTMLInputElement);
  readonly #shown = element("rate-shown", HTMLOutputElement);
  readonly #toggle = element("crowd", HTMLButtonElement);
  readonly #told = element("crowd-told", HTMLElement);
  /** Says that a conversation is made up, and takes it away. */
  readonly #note = element("made-up", HTMLElement);
  readonly #chat = element("chat", HTMLElement);
  readonly #texts: () => Texts;
  readonly #hasCrowd = hasCrowd();
  #streamId = "";
  #perSecond = 0;
  #isFull = false;

  constructor(texts: () => Texts) {
    this.#texts = texts;
    this.#slider.value = String(stepOf(30));
    this.#slider.addEventListener("input", () => this.show());
    // The server hears of where the slider was let go, not of all that it passed.
    this.#slider.addEventListener("change", () => {
      if (this.#perSecond > 0) void this.#send(this.#rate);
    });
    this.#panel.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send(this.#perSecond > 0 ? 0 : this.#rate);
    });
    element("clear-made-up", HTMLButtonElement).addEventListener("click", () => void this.#clear());
    setInterval(() => {
      if (this.#perSecond > 0) void this.watch(this.#streamId);
    }, LOOK_MS);
  }

  /** Speaks of this stream from now on. */
  async watch(streamId: string): Promise<void> {
    this.#streamId = streamId;
    this.#panel.hidden = !(await this.#hasCrowd);
    if (this.#panel.hidden) return;
    const madeUp = await readCrowd(streamId);
    if (streamId !== this.#streamId) return;
    this.#perSecond = madeUp?.perSecond ?? 0;
    this.#note.hidden = !madeUp?.hasMadeUp;
    this.show();
  }

  show(): void {
    const texts = this.#texts();
    const isOn = this.#perSecond > 0;
    this.#shown.value = String(this.#rate);
    this.#slider.ariaValueText = String(this.#rate);
    this.#toggle.textContent = isOn ? texts.busyStop : texts.busyStart;
    this.#toggle.classList.toggle("primary", !isOn);
    this.#told.textContent = isOn
      ? texts.busyOn.replace("{n}", String(this.#perSecond))
      : this.#isFull
        ? texts.busyFull
        : "";
  }

  get #rate(): number {
    return rateAt(this.#slider.valueAsNumber);
  }

  async #send(perSecond: number): Promise<void> {
    const now = await sendCrowd(this.#streamId, perSecond);
    this.#isFull = now === undefined;
    this.#perSecond = now ?? 0;
    if (this.#perSecond > 0) this.#note.hidden = false;
    this.show();
  }

  async #clear(): Promise<void> {
    const left = await clearCrowd(this.#streamId);
    if (!left) return;
    this.#perSecond = left.perSecond;
    this.#note.hidden = true;
    // The button that had the focus is gone.
    this.#chat.focus();
    this.show();
  }
}
