import { html, nothing, type TemplateResult } from "lit";
import { enEmoji, type EmojiTexts } from "../../../i18n/en/en-emoji.ts";
import type { Texts } from "../../../i18n/en/en.ts";
import { announce } from "../../base/announce.ts";
import { defineOnce, LazyElement } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { AID_STYLES } from "../aid-styles.ts";
import { isTaken } from "../enter-key.ts";
import { emojiGrid } from "./emoji-grid.ts";
import { emojiHabits, keepTone, noteUse } from "../emoji/emoji-habits.ts";
import { inTone, type Emoji } from "../emoji/emoji.ts";
import { findEmoji } from "../emoji/find-emoji.ts";
import { loadEmoji } from "../emoji/load-emoji.ts";

/** Recently used emoji, then Unicode's groups in the order of `emojiGroups`. */
const TABS = ["🕘", "😀", "👋", "🐻", "🍔", "🚗", "⚽", "💡", "❤️", "🏁"];
const FOUND = 120;
/** The number of results is announced after this pause in typing. */
const PAUSE_MS = 700;
const HAND = ["✋", "✋🏻", "✋🏼", "✋🏽", "✋🏾", "✋🏿"];

/**
 * Lets people choose an emoji: by group, by name, or from recently used ones.
 *
 * Takes the focus when it is opened. Fires `pick` with the emoji, and `close`.
 */
export class EmojiPickerElement extends LazyElement {
  static override readonly sheets: readonly string[] = [AID_STYLES];
  /** Missing texts of `EmojiTexts` are shown in English. */
  @property() accessor texts!: Texts;
  /** A BCP 47 tag. */
  @property() accessor locale = "en";
  /** URL of the emoji names, with `{lang}` in place of the language. */
  @property() accessor emojiUrl = "";

  #takesFocus = true;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #all: readonly Emoji[] | undefined;
  #hasFailed = false;
  #tab = 0;
  #sought = "";
  /** As of the opening of the picker: choices must not move under the pointer. */
  #recent: readonly Emoji[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    // The properties are set by now, or within the same task.
    queueMicrotask(() => void this.#load());
  }

  protected override render(): TemplateResult {
    const texts = this.#emojiTexts;
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

  /** Takes the focus once there is an element for it, and scrolls into view. */
  protected override updated(): void {
    const picker = this.querySelector<HTMLElement>(".picker");
    if (!picker || !this.#takesFocus) return;
    const chat = picker.closest<HTMLElement>(".chat");
    const composer = picker.closest<HTMLElement>(".composer");
    const room = (chat?.clientHeight ?? 0) - (composer?.offsetHeight ?? 0);
    picker.style.setProperty("--_room", `${room}px`);
    // On a touch screen, focusing the search would open the keyboard, which has its own emoji.
    const first = matchMedia("(pointer: coarse)").matches ? ".emoji" : ".picker-search";
    const target = picker.querySelector<HTMLElement>(first);
    this.#takesFocus = !target && !this.#hasFailed;
    (target ?? picker).focus({ preventScroll: true });
  }

  #renderEmoji(all: readonly Emoji[]): TemplateResult {
    const texts = this.#emojiTexts;
    const names = [texts.emojiRecent, ...texts.emojiGroups];
    const isSearch = this.#sought.trim() !== "";
    const list = isSearch ? findEmoji(all, this.#sought, FOUND) : this.#inTab(all);
    const label = isSearch ? texts.emojiSearch : (names[this.#tab] ?? "");
    return html`<div class="picker-tabs" role="group" aria-label=${texts.emoji}>
        ${TABS.map((picture, tab) =>
          tab === 0 && this.#recent.length === 0
            ? nothing
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
          ? emojiGrid(list, emojiHabits().tone, label, (one) => this.#insert(one))
          : this.#renderNotice(texts.emojiNone)
      }`;
  }

  get #emojiTexts(): Texts & EmojiTexts {
    return { ...enEmoji, ...this.texts };
  }

  #renderNotice(text: string): TemplateResult {
    return html`<p class="picker-notice">${text}</p>`;
  }

  #renderTones(): TemplateResult {
    const { tone } = emojiHabits();
    const { skinTone, skinTones } = this.#emojiTexts;
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
    this.requestUpdate();
  }

  #insert(one: Emoji): void {
    const focused = (this.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    this.tell("pick", inTone(one, emojiHabits().tone));
    noteUse(one.emoji);
    if (focused?.matches(".emoji")) focused.focus({ preventScroll: true });
  }

  async #load(): Promise<void> {
    try {
      this.#all = await loadEmoji(this.emojiUrl, this.locale);
    } catch {
      this.#hasFailed = true;
    }
    const { recent } = emojiHabits();
    this.#recent = recent.flatMap((used) => this.#all?.find(({ emoji }) => emoji === used) ?? []);
    this.#tab = this.#recent.length > 0 ? 0 : 1;
    this.requestUpdate();
  }

  readonly #onSearch = ({ target }: InputEvent): void => {
    this.#sought = (target as HTMLInputElement).value;
    this.requestUpdate();
    clearTimeout(this.#timer);
    if (this.#sought.trim()) this.#timer = setTimeout(() => this.#announceCount(), PAUSE_MS);
  };

  /** If nothing was found, a visible notice says so as well. */
  #announceCount(): void {
    const { length } = this.querySelectorAll(".emoji");
    const { emojiFound, emojiNone } = this.#emojiTexts;
    if (this.#all) announce(this, length > 0 ? emojiFound(length) : emojiNone);
  }

  readonly #onTone = ({ target }: Event): void => {
    keepTone(Number((target as HTMLSelectElement).value));
    this.requestUpdate();
  };

  readonly #onKeydown = (event: KeyboardEvent): void => {
    const { key, currentTarget, target } = event;
    if (isTaken(event)) return;
    if (key === "Escape") {
      this.tell("close");
    } else if ((target as Element).matches(".picker-search")) {
      const first = (currentTarget as Element).querySelector<HTMLElement>(".emoji");
      if (key === "ArrowDown") first?.focus();
      else if (key === "Enter") first?.click();
      else return;
    } else return;
    event.preventDefault();
  };
}

/** Keeps the focus: some browsers do not focus a clicked button, and the picker would close. */
function keepFocus(event: MouseEvent): void {
  if (!(event.target as Element).closest("input, select")) event.preventDefault();
}

defineOnce("live-chat-emoji-picker", EmojiPickerElement);
