import { html, nothing, type TemplateResult } from "lit";
import type { Chat } from "../../../client/index.ts";
import type { Texts } from "../../../i18n/en/en.ts";
import { defineOnce, LazyElement } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { nameTag } from "../../theme/name-color.ts";
import { AID_STYLES } from "../aid-styles.ts";
import type { Commands } from "../commands.ts";
import { emojiHabits, noteUse } from "../emoji/emoji-habits.ts";
import { inTone } from "../emoji/emoji.ts";
import { findEmoji } from "../emoji/find-emoji.ts";
import { loadEmoji } from "../emoji/load-emoji.ts";
import { peopleHere } from "./find-authors.ts";
import { replaceText } from "../replace-text.ts";
import { keysOf } from "./typed-prefix.ts";
import { wordAtCaret, type CalledWord } from "./word-at-caret.ts";

const LIMIT = 8;
const TAKEN_BY_IME = 229;
const ENDS_IN_HANGUL = /[ㄱ-ㆎ가-힣]$/;

/** A possible completion of the word. */
interface Option {
  readonly label: string;
  readonly picture: string;
  readonly text: string;
  readonly detail?: string;
  readonly onUse?: () => void;
}

/**
 * Completes names after @, emoji after a colon and commands after a slash, by keyboard and pointer.
 *
 * The focus stays in the field, which references the active option. A word that is already complete
 * has no options, so that Enter sends it.
 */
export class CompletionElement extends LazyElement {
  static override readonly sheets: readonly string[] = [AID_STYLES];
  /** The text field. */
  @property() accessor field!: HTMLTextAreaElement;
  @property() accessor chat: Chat | undefined;
  /** Completions of lines that begin with a slash, once they are loaded. */
  @property() accessor commands: Pick<Commands, "suggest"> | undefined;
  @property() accessor texts!: Texts;
  /** A BCP 47 tag. */
  @property() accessor locale = "en";
  /** URL of the emoji names, with `{lang}` in place of the language. */
  @property() accessor emojiUrl = "";

  #word: CalledWord | undefined;
  #options: readonly Option[] = [];
  #active = 0;
  /** The start of the word whose options were dismissed. */
  #dismissed: number | undefined;
  #isComposing = false;

  get isOpen(): boolean {
    return this.#options.length > 0;
  }

  look(isComposing: boolean): void {
    const { field } = this;
    this.#isComposing = isComposing;
    const isCaret = field.selectionStart === field.selectionEnd;
    const word = isCaret ? wordAtCaret(field.value, field.selectionEnd) : undefined;
    if (word?.start !== this.#dismissed) this.#dismissed = undefined;
    const isSame = word?.start === this.#word?.start && word?.typed === this.#word?.typed;
    if (isSame || this.#dismissed !== undefined) return;
    this.#word = word;
    if (word?.kind === "emoji") void this.#offerEmoji(word);
    else if (word?.kind === "command") this.#offer(this.#commands(word), word);
    else this.#offer(word ? this.#people(word) : [], word);
  }

  /** Handles the list's keys; returns false for keys of the field. */
  onKeydown({ key, code, shiftKey, isComposing, keyCode }: KeyboardEvent): boolean {
    if (!this.isOpen) return false;
    // Japanese and Chinese input methods need these keys; Korean ones pass them on.
    const isTaken = isComposing || keyCode === TAKEN_BY_IME;
    if (isTaken && !ENDS_IN_HANGUL.test(this.#word?.typed ?? "")) return false;
    const named = key === "Process" ? code : key;
    if (named === "ArrowDown") this.#move(1);
    else if (named === "ArrowUp") this.#move(-1);
    else if (named === "Escape") this.close();
    else return named === "Tab" && !shiftKey && this.accept();
    return true;
  }

  /** Replaces the word by the active option; false if there is none. */
  accept(index = this.#active): boolean {
    const option = this.#options[index];
    const word = this.#word;
    if (!option || !word) return false;
    const { field } = this;
    if (this.#isComposing) {
      // Ends the composition, which would otherwise overwrite the replacement.
      field.blur();
      field.focus();
    }
    this.#offer([], undefined);
    replaceText(field, word.start, word.start + 1 + word.typed.length, option.text);
    option.onUse?.();
    return true;
  }

  close(): void {
    if (!this.isOpen) return;
    this.#dismissed = this.#word?.start;
    this.#offer([], undefined);
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.isOpen) return nothing;
    return html`<div
      id="suggestions"
      class="suggestions"
      part="suggestions"
      role="listbox"
      aria-label=${this.texts.suggestions}
      @mousedown=${(event: Event) => event.preventDefault()}
    >
      ${this.#options.map(
        ({ label, picture, detail }, index) =>
          html`<div
            id="suggestion-${index}"
            class="suggestion"
            role="option"
            aria-selected=${index === this.#active ? "true" : "false"}
            @click=${() => this.accept(index)}
          >
            <span class="picture" aria-hidden="true">${picture}</span><bdi>${label}</bdi>
            ${detail ? html`<small>${detail}</small>` : nothing}
          </div>`,
      )}
    </div>`;
  }

  /** Updates the field's attributes, and keeps the active option visible. */
  protected override updated(): void {
    const { field } = this;
    field.ariaAutoComplete = "list";
    if (this.isOpen) field.setAttribute("aria-controls", "suggestions");
    else field.removeAttribute("aria-controls");
    const active = this.isOpen && this.#active >= 0 ? `suggestion-${this.#active}` : "";
    if (!active) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", active);
    const root = field.getRootNode() as ShadowRoot;
    root.getElementById(active)?.scrollIntoView({ block: "nearest" });
  }

  #move(by: 1 | -1): void {
    const count = this.#options.length;
    this.#active = this.#active < 0 && by < 0 ? count - 1 : (this.#active + by + count) % count;
    this.requestUpdate();
  }

  #people(word: CalledWord): Option[] {
    const people = peopleHere(this.chat, word.typed, LIMIT);
    return people.map(({ nickname, userId }) => ({
      label: nickname,
      picture: "@",
      text: `@${nickname} `,
      ...(people.some((one) => one.nickname === nickname && one.userId !== userId) && {
        detail: nameTag(userId),
      }),
    }));
  }

  #commands({ typed }: CalledWord): Option[] {
    const hints = this.commands?.suggest(typed) ?? [];
    return hints.slice(0, LIMIT).map(({ command, usage, description }) => ({
      label: `${command} ${usage}`,
      picture: "/",
      text: `${command} `,
      detail: description,
    }));
  }

  async #offerEmoji(word: CalledWord): Promise<void> {
    const { emojiUrl, locale } = this;
    const all = await loadEmoji(emojiUrl, locale).catch(() => []);
    if (word !== this.#word) return;
    const isClosed = word.typed.endsWith(":");
    const code = isClosed ? word.typed.slice(0, -1) : word.typed;
    const { tone } = emojiHabits();
    const found = findEmoji(all, code, LIMIT).map((one) => ({
      label: one.codes[0] ? `${one.name} :${one.codes[0]}:` : one.name,
      picture: inTone(one, tone),
      text: inTone(one, tone),
      onUse: () => noteUse(one.emoji),
      isExact: one.codes.includes(code.toLowerCase()) || one.name.replaceAll(" ", "_") === code,
    }));
    if (!isClosed) return this.#offer(found, word);
    const exact = found.findIndex(({ isExact }) => isExact);
    this.#offer(found.slice(exact, exact + 1), word);
    if (exact >= 0) this.accept(0);
  }

  #offer(options: readonly Option[], word: CalledWord | undefined): void {
    const first = options[0]?.label ?? "";
    const isName = word?.kind === "mention" && keysOf(first) === keysOf(word.typed);
    const isComplete = isName || options[0]?.text.trim() === `/${word?.typed}`;
    this.#options = isComplete && options.length === 1 ? [] : options;
    this.#active = isComplete ? -1 : 0;
    this.requestUpdate();
  }
}

defineOnce("live-chat-completion", CompletionElement);
