import { html, nothing, type TemplateResult } from "lit";
import { LazyModule } from "../lazy-module.ts";
import { loadLazily } from "../../load-lazily.ts";
import type { AidedWriting, WritingAids } from "./writing-aids/index.ts";

/** A name, an emoji that is being written by its name, or a command. */
const CALLS_FOR_HELP = /(^|[^\p{L}\p{N}])[@:][^\s:]*$|^[/／]/u;

/** The completion of names and the emoji picker, from the moment on that they are of use. */
export class LazyWritingAids {
  readonly #writing: AidedWriting;
  readonly #aids: LazyModule<WritingAids>;

  constructor(writing: AidedWriting) {
    this.#writing = writing;
    this.#aids = new LazyModule(writing, async () => {
      const { WritingAids } = await loadLazily(
        ({ PARTS }) => PARTS.completion(),
        writing.serverUrl,
      );
      return new WritingAids(writing, html);
    });
  }

  get loaded(): WritingAids | undefined {
    return this.#aids.part;
  }

  render(): TemplateResult | typeof nothing {
    return this.loaded?.render() ?? nothing;
  }

  /** Something was written, or the caret was moved. */
  look(isComposing: boolean): void {
    const { field } = this.#writing;
    if (this.loaded) this.loaded.look(isComposing);
    else if (CALLS_FOR_HELP.test(field.value.slice(0, field.selectionEnd)))
      this.#aids.get().then(
        (aids) => aids.look(isComposing),
        () => undefined,
      );
  }

  /** Rejects where the file cannot be loaded. */
  async togglePicker(): Promise<void> {
    (await this.#aids.get()).togglePicker();
  }
}
