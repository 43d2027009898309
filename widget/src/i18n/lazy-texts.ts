import type { Language } from "./languages.ts";

/** Texts for few readers: loaded separately for each language, once. */
export class LaterTexts<Texts extends object> {
  readonly #english: Texts;
  readonly #load: (language: Language) => Promise<Partial<Texts>>;
  readonly #found = new WeakMap<Language, Texts>();
  readonly #loading = new WeakMap<Language, Promise<void>>();

  constructor(english: Texts, load: (language: Language) => Promise<Partial<Texts>>) {
    this.#english = english;
    this.#load = load;
  }

  /** The texts of a language, by default English; undefined before they are loaded. */
  find(language: Language | undefined): Texts | undefined {
    return language ? this.#found.get(language) : this.#english;
  }

  /** Loads them; if that fails, they are in English. */
  load(language: Language): Promise<void> {
    const loading = this.#loading.get(language) ?? this.#loadOnce(language);
    this.#loading.set(language, loading);
    return loading;
  }

  async #loadOnce(language: Language): Promise<void> {
    const loaded = await this.#load(language).catch(() => undefined);
    this.#found.set(language, { ...this.#english, ...loaded });
  }
}
