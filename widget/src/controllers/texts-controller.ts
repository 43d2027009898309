import type { ReactiveController, ReactiveControllerHost } from "lit";
import { en, type Texts } from "../i18n/en.ts";
import { findTexts } from "../i18n/find-texts.ts";
import { overrideTexts, type TextOverrides } from "../i18n/override-texts.ts";

/** For so long nothing is said at all, rather than something in another language. */
const PATIENCE_MS = 1_500;

/** Has the texts at hand in the language that is asked for, and updates its host when they come. */
export class TextsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #lang: string | undefined;
  #own: TextOverrides | undefined;
  #later: TextOverrides | undefined;
  #found: Texts | undefined;
  #texts: Texts | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * Undefined for the moment that a language takes to load; the same object until something changes.
   * `later` are English texts that were loaded with what they are in.
   */
  use(lang: string, own: TextOverrides | undefined, later?: TextOverrides): Texts | undefined {
    if (lang !== this.#lang) this.#find(lang);
    if (own !== this.#own || later !== this.#later) this.#texts = undefined;
    this.#own = own;
    this.#later = later;
    return (this.#texts ??= this.#found && overrideTexts(this.#found, own, later));
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    // Found anew if the element comes back.
    this.#lang = undefined;
  }

  #find(lang: string): void {
    clearTimeout(this.#timer);
    this.#lang = lang;
    const found = findTexts(lang);
    if (!(found instanceof Promise)) return this.#take(found);
    const takeIfAsked = (texts: Texts): void => {
      if (lang !== this.#lang) return;
      this.#take(texts);
      this.#host.requestUpdate();
    };
    found.then(takeIfAsked, () => takeIfAsked(en));
    // Whoever switches the language keeps the last one meanwhile.
    if (!this.#found) this.#timer = setTimeout(() => takeIfAsked(en), PATIENCE_MS);
  }

  #take(texts: Texts): void {
    clearTimeout(this.#timer);
    if (texts !== this.#found) this.#texts = undefined;
    this.#found = texts;
  }
}
