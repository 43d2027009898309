import { html, nothing, type TemplateResult } from "lit";
import type { Chat } from "../../client/index.ts";
import type { Texts } from "../../i18n/en/en.ts";
import { loadLazily } from "../../load-lazily.ts";
import { LazyModule } from "../lazy-module.ts";
import type { Commands } from "./commands.ts";
import type { CompletionElement } from "./completion/completion.ts";
import { replaceText } from "./replace-text.ts";

/** The begin of a name, an emoji name or a command. */
const CALLS_FOR_HELP = /(^|[^\p{L}\p{N}])[@:][^\s:]*$|^[/／]/u;

/** The element with the field, and what the aids need to know. */
interface AidedWriting extends HTMLElement {
  readonly field: HTMLTextAreaElement;
  readonly chat: Chat | undefined;
  readonly commands: Commands | undefined;
  readonly texts: Texts;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** URL of the emoji names, with `{lang}` in place of the language. */
  readonly emojiUrl: string;
  /** The chat's server. */
  readonly serverUrl: string;
  readonly updateComplete: Promise<boolean>;
  requestUpdate(): void;
}

/** Manages the completion and the emoji picker, loaded on demand; only one is open at a time. */
export class WritingAids {
  readonly #writing: AidedWriting;
  readonly #completion: LazyModule<unknown>;
  readonly #picker: LazyModule<unknown>;
  #isPickerOpen = false;

  constructor(writing: AidedWriting) {
    this.#writing = writing;
    this.#completion = new LazyModule(writing, () =>
      loadLazily(({ PARTS }) => PARTS.completion(), writing.serverUrl),
    );
    this.#picker = new LazyModule(writing, () =>
      loadLazily(({ PARTS }) => PARTS.emojiPicker(), writing.serverUrl),
    );
  }

  get isPickerOpen(): boolean {
    return this.#isPickerOpen;
  }

  render(): TemplateResult {
    return html`${this.#isPickerOpen ? this.#renderPicker() : nothing}${
      this.#completion.part ? this.#renderCompletion() : nothing
    }`;
  }

  /** Call when the text has changed, or the caret has moved. */
  look(isComposing: boolean): void {
    const { field } = this.#writing;
    if (this.#isPickerOpen) return;
    if (this.#list) this.#list.look(isComposing);
    else if (CALLS_FOR_HELP.test(field.value.slice(0, field.selectionEnd)))
      void this.#begin(isComposing);
  }

  /** Passes the field's keys to the open aid; returns whether it handled them. */
  onKeydown(event: KeyboardEvent): boolean {
    if (this.#list?.onKeydown(event)) return true;
    if (event.key !== "Escape" || !this.#isPickerOpen) return false;
    this.#openPicker(false);
    return true;
  }

  /** Call before an Enter sends; returns true if the list used it. */
  accept(): boolean {
    return this.#list?.accept() ?? false;
  }

  /** Call when the focus has left. */
  close(): void {
    this.#list?.close();
    if (this.#isPickerOpen) this.#openPicker(false);
  }

  /** Rejects if the file cannot be loaded. */
  async togglePicker(): Promise<void> {
    await this.#picker.get();
    this.#list?.close();
    this.#openPicker(!this.#isPickerOpen);
  }

  get #list(): CompletionElement | null {
    return this.#completion.part
      ? this.#writing.querySelector<CompletionElement>("live-chat-completion")
      : null;
  }

  async #begin(isComposing: boolean): Promise<void> {
    await this.#completion.get().catch(() => undefined);
    await this.#writing.updateComplete;
    this.#list?.look(isComposing);
  }

  #openPicker(isOpen: boolean): void {
    this.#isPickerOpen = isOpen;
    this.#writing.requestUpdate();
  }

  #renderPicker(): TemplateResult {
    const { texts, locale, emojiUrl } = this.#writing;
    return html`<live-chat-emoji-picker
      .texts=${texts}
      .locale=${locale}
      .emojiUrl=${emojiUrl}
      @pick=${this.#onPick}
      @close=${this.#onPickerClose}
    ></live-chat-emoji-picker>`;
  }

  #renderCompletion(): TemplateResult {
    const { field, chat, commands, texts, locale, emojiUrl } = this.#writing;
    return html`<live-chat-completion
      .field=${field}
      .chat=${chat}
      .commands=${commands}
      .texts=${texts}
      .locale=${locale}
      .emojiUrl=${emojiUrl}
    ></live-chat-completion>`;
  }

  readonly #onPick = ({ detail: emoji }: CustomEvent<string>): void => {
    const { field } = this.#writing;
    // Undo requires the focus; on a touch screen it would open the keyboard.
    if (!matchMedia("(pointer: coarse)").matches) field.focus({ preventScroll: true });
    replaceText(field, field.selectionStart, field.selectionEnd, emoji);
  };

  readonly #onPickerClose = (): void => {
    this.#openPicker(false);
    this.#writing.field.focus();
  };
}
