import { html, nothing, type TemplateResult } from "lit";
import type { AidedWriting, WritingAids } from "./loaded/index.ts";

/** A name or an emoji that is being written by its name. */
const CALLS_FOR_HELP = /(^|[^\p{L}\p{N}])[@:][^\s:]*$/u;

/** The completion of names and the emoji picker, from the moment on that they are of use. */
export class LazyWritingAids {
  readonly #writing: AidedWriting;
  #loading: Promise<WritingAids> | undefined;
  #aids: WritingAids | undefined;

  constructor(writing: AidedWriting) {
    this.#writing = writing;
  }

  get loaded(): WritingAids | undefined {
    return this.#aids;
  }

  render(): TemplateResult | typeof nothing {
    return this.#aids?.render() ?? nothing;
  }

  /** Something was written, or the caret was moved. */
  look(isComposing: boolean): void {
    const { field } = this.#writing;
    if (this.#aids) this.#aids.look(isComposing);
    else if (CALLS_FOR_HELP.test(field.value.slice(0, field.selectionEnd)))
      this.#load().then(
        (aids) => aids.look(isComposing),
        () => undefined,
      );
  }

  /** Rejects where the file cannot be loaded. */
  async togglePicker(): Promise<void> {
    (await this.#load()).togglePicker();
  }

  #load(): Promise<WritingAids> {
    return (this.#loading ??= import("./loaded/index.ts").then(
      ({ WritingAids }) => (this.#aids = new WritingAids(this.#writing, html)),
      (error: unknown) => {
        this.#loading = undefined;
        throw error;
      },
    ));
  }
}
