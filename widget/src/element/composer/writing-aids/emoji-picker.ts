import type { TemplateResult } from "lit";
import type { AidedWriting, Html } from "./aided-writing.ts";
import { enEmoji, type EmojiTexts } from "../../../i18n/en/en-emoji.ts";
import type { Texts } from "../../../i18n/en/en.ts";
import { emojiGrid } from "./emoji-grid.ts";
import { emojiHabits, keepTone, noteUse } from "./emoji-habits.ts";
import { inTone, type Emoji } from "./emoji.ts";
import { findEmoji } from "./find-emoji.ts";
import { loadEmoji } from "./load-emoji.ts";
import { replaceText } from "./replace-text.ts";

/** Unicode's groups in the order of `emojiGroups`, after what was used lately. */
const TABS = ["🕘", "😀", "👋", "🐻", "🍔", "🚗", "⚽", "💡", "❤️", "🏁"];
const FOUND = 120;
const HAND = ["✋", "✋🏻", "✋🏼", "✋🏽", "✋🏾", "✋🏿"];

/** Lets one choose an emoji: by group, by name, or out of those used lately. */
export class EmojiPicker {
  readonly #writing: AidedWriting;
  readonly #html: Html;
  #isOpen = false;
  #takesFocus = false;
  #all: readonly Emoji[] | undefined;
  #hasFailed = false;
  #tab = 0;
  #sought = "";
  /** As it was when the picker opened: what is chosen must not move under the pointer. */
  #recent: readonly Emoji[] = [];

  constructor(writing: AidedWriting, html: Html) {
    this.#writing = writing;
    this.#html = html;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  async open(): Promise<void> {
    this.#isOpen = this.#takesFocus = true;
    this.#hasFailed = false;
    this.#sought = "";
    this.#writing.requestUpdate();
    try {
      this.#all = await loadEmoji(this.#writing.emojiUrl, this.#writing.locale);
    } catch {
      this.#hasFailed = true;
    }
    const { recent } = emojiHabits();
    this.#recent = recent.flatMap((used) => this.#all?.find(({ emoji }) => emoji === used) ?? []);
    this.#tab = this.#recent.length > 0 ? 0 : 1;
    this.#writing.requestUpdate();
  }

  close(): void {
    this.#isOpen = false;
    this.#writing.requestUpdate();
  }

  render(): TemplateResult {
    const texts = this.#texts;
    const html = this.#html;
    return html`<div
      class="picker"
      part="emoji-picker"
      role="dialog"
      aria-label=${texts.emoji}
      tabindex="-1"
      @keydown=${this.#onKeydown}
      @mousedown=${keepFocus}
    >
      <div class="picker-head">
        <input
          class="picker-search"
          type="search"
          autocomplete="off"
          enterkeyhint="done"
          aria-label=${texts.emojiSearch}
          placeholder=${texts.emojiSearch}
          .value=${this.#sought}
          @input=${this.#onSearch}
        />
        ${this.#renderTones()}
      </div>
      ${this.#all ? this.#renderEmoji(this.#all) : this.#renderNotice(this.#hasFailed ? texts.notLoaded : "…")}
    </div>`;
  }

  /** Takes the focus once there is something to take it, and makes room for itself. */
  updated(): void {
    const root = this.#writing.field.getRootNode() as ShadowRoot;
    const picker = root.querySelector<HTMLElement>(".picker");
    if (!picker || !this.#takesFocus) return;
    const chat = picker.closest<HTMLElement>(".chat");
    const composer = picker.closest<HTMLElement>(".composer");
    const room = (chat?.clientHeight ?? 0) - (composer?.offsetHeight ?? 0);
    picker.style.setProperty("--_room", `${room}px`);
    // On a touch screen the search would bring up the keyboard, which has emoji of its own.
    const first = matchMedia("(pointer: coarse)").matches ? ".emoji" : ".picker-search";
    const target = picker.querySelector<HTMLElement>(first);
    this.#takesFocus = !target && !this.#hasFailed;
    (target ?? picker).focus({ preventScroll: true });
  }

  #renderEmoji(all: readonly Emoji[]): TemplateResult {
    const texts = this.#texts;
    const html = this.#html;
    const names = [texts.emojiRecent, ...texts.emojiGroups];
    const isSearch = this.#sought.trim() !== "";
    const list = isSearch ? findEmoji(all, this.#sought, FOUND) : this.#inTab(all);
    const label = isSearch ? texts.emojiSearch : (names[this.#tab] ?? "");
    return html`<div class="picker-tabs" role="group" aria-label=${texts.emoji}>
        ${TABS.map((picture, tab) =>
          tab === 0 && this.#recent.length === 0
            ? ""
            : html`<button
                class="emoji-tab"
                aria-pressed=${!isSearch && tab === this.#tab ? "true" : "false"}
                aria-label=${names[tab]}
                title=${names[tab]}
                @click=${() => this.#choose(tab)}
              >
                ${picture}
              </button>`,
        )}
      </div>
      ${
        list.length > 0
          ? emojiGrid(html, list, emojiHabits().tone, label, (one) => this.#insert(one))
          : this.#renderNotice(texts.emojiNone)
      }`;
  }

  get #texts(): Texts & EmojiTexts {
    return { ...enEmoji, ...this.#writing.texts };
  }

  #renderNotice(text: string): TemplateResult {
    return this.#html`<p class="picker-notice" role="status">${text}</p>`;
  }

  #renderTones(): TemplateResult {
    const html = this.#html;
    const { tone } = emojiHabits();
    const { skinTone, skinTones } = this.#texts;
    return html`<select
      class="picker-tone"
      aria-label=${skinTone}
      title=${skinTone}
      @change=${this.#onTone}
    >
      ${HAND.map(
        (hand, index) =>
          html`<option value=${index} ?selected=${index === tone}>
            ${hand} ${skinTones[index]}
          </option>`,
      )}
    </select>`;
  }

  #inTab(all: readonly Emoji[]): readonly Emoji[] {
    return this.#tab === 0 ? this.#recent : all.filter(({ group }) => group === this.#tab - 1);
  }

  #choose(tab: number): void {
    this.#tab = tab;
    this.#sought = "";
    this.#writing.requestUpdate();
  }

  #insert(one: Emoji): void {
    const { field } = this.#writing;
    const root = field.getRootNode() as ShadowRoot;
    const before = root.activeElement as HTMLElement | null;
    // Only what has the focus can be undone; on a touch screen it would bring up the keyboard.
    if (!matchMedia("(pointer: coarse)").matches) field.focus({ preventScroll: true });
    replaceText(field, field.selectionStart, field.selectionEnd, inTone(one, emojiHabits().tone));
    noteUse(one.emoji);
    if (before?.matches(".emoji")) before.focus({ preventScroll: true });
  }

  readonly #onSearch = ({ target }: InputEvent): void => {
    this.#sought = (target as HTMLInputElement).value;
    this.#writing.requestUpdate();
  };

  readonly #onTone = ({ target }: Event): void => {
    keepTone(Number((target as HTMLSelectElement).value));
    this.#writing.requestUpdate();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { key, isComposing, currentTarget, target } = event;
    if (isComposing) return;
    if (key === "Escape") {
      this.close();
      this.#writing.field.focus();
    } else if ((target as Element).matches(".picker-search")) {
      const first = (currentTarget as Element).querySelector<HTMLElement>(".emoji");
      if (key === "ArrowDown") first?.focus();
      else if (key === "Enter") first?.click();
      else return;
    } else return;
    event.preventDefault();
  };
}

/** Where the focus is, there it stays: some browsers give a clicked button none, and the picker would close. */
function keepFocus(event: MouseEvent): void {
  if (!(event.target as Element).closest("input, select")) event.preventDefault();
}
