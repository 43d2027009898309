import type { TemplateResult } from "lit";
import type { AidedWriting, Html } from "./aided-writing.ts";
import { Completion } from "./completion.ts";
import { EmojiPicker } from "./emoji-picker.ts";
import { adoptAidStyles } from "./aid-styles.ts";

/** What helps with writing: one of the two at a time. */
export class WritingAids {
  readonly #html: Html;
  readonly #completion: Completion;
  readonly #picker: EmojiPicker;

  constructor(writing: AidedWriting, html: Html) {
    this.#html = html;
    this.#completion = new Completion(writing, html);
    this.#picker = new EmojiPicker(writing, html);
    adoptAidStyles(writing.field.getRootNode() as ShadowRoot);
  }

  get isPickerOpen(): boolean {
    return this.#picker.isOpen;
  }

  /** Something was written, or the caret was moved. */
  look(isComposing: boolean): void {
    if (!this.#picker.isOpen) this.#completion.look(isComposing);
  }

  togglePicker(): void {
    this.#completion.close();
    if (this.#picker.isOpen) this.#picker.close();
    else void this.#picker.open();
  }

  /** Takes the field's keys that are meant for what is open. */
  onKeydown(event: KeyboardEvent): boolean {
    if (this.#completion.onKeydown(event)) return true;
    if (event.key !== "Escape" || !this.#picker.isOpen) return false;
    this.#picker.close();
    return true;
  }

  /** An Enter that would send: true when it was for the list. */
  accept(): boolean {
    return this.#completion.isOpen && this.#completion.accept();
  }

  /** The focus has gone elsewhere. */
  close(): void {
    if (this.#completion.isOpen) this.#completion.close();
    if (this.#picker.isOpen) this.#picker.close();
  }

  render(): TemplateResult {
    const html = this.#html;
    return html`${this.#picker.isOpen ? this.#picker.render() : ""}${
      this.#completion.isOpen ? this.#completion.render() : ""
    }`;
  }

  updated(): void {
    this.#completion.updated();
    this.#picker.updated();
  }
}
