import type { ReactiveController, ReactiveControllerHost } from "lit";
import { en, type Texts } from "../../i18n/en/en.ts";
import { findTexts, type FoundTexts } from "./find-texts.ts";
import type { Language } from "../../i18n/languages.ts";
import { overrideTexts, type TextOverrides } from "../../i18n/override-texts.ts";

/** For this long no text is shown, rather than text in another language. */
const PATIENCE_MS = 1_500;

/** Provides the texts of the requested language, and updates its host when they are loaded. */
export class TextsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #lang: string | undefined;
  #own: TextOverrides | undefined;
  #later: TextOverrides | undefined;
  #found: FoundTexts | undefined;
  #texts: Texts | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  /**
   * Undefined while a language loads; the same object until something changes. `later` contains
   * English texts that were loaded with their lazy part.
   */
  use(
    { lang, serverUrl }: { lang: string; serverUrl: string },
    own: TextOverrides | undefined,
    later?: TextOverrides,
  ): Texts | undefined {
    if (lang !== this.#lang) this.#find(lang, serverUrl);
    if (own !== this.#own || later !== this.#later) this.#texts = undefined;
    this.#own = own;
    this.#later = later;
    return (this.#texts ??= this.#found && overrideTexts(this.#found.texts, own, later));
  }

  /** The texts as of the last call. */
  get texts(): Texts | undefined {
    return this.#texts;
  }

  /** The language, for its other texts; undefined for English. */
  get language(): Language | undefined {
    return this.#found?.language;
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    // Looked up again if the element is reconnected.
    this.#lang = undefined;
  }

  #find(lang: string, serverUrl: string): void {
    clearTimeout(this.#timer);
    this.#lang = lang;
    const found = findTexts(lang, serverUrl);
    if (!(found instanceof Promise)) return this.#take(found);
    const takeIfAsked = (found: FoundTexts): void => {
      if (lang !== this.#lang) return;
      this.#take(found);
      this.#host.requestUpdate();
    };
    found.then(takeIfAsked, () => takeIfAsked({ texts: en }));
    // When switching, the previous language stays until the new one is loaded.
    if (!this.#found) this.#timer = setTimeout(() => takeIfAsked({ texts: en }), PATIENCE_MS);
  }

  #take(found: FoundTexts): void {
    clearTimeout(this.#timer);
    if (found.texts !== this.#found?.texts) this.#texts = undefined;
    this.#found = found;
  }
}
