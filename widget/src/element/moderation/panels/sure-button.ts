import type { TemplateResult } from "lit";
import type { Staff } from "../staff.ts";

const PATIENCE_MS = 4_000;

/** A button for what everyone notices: it asks for a second press. */
export class SureButton {
  readonly #staff: Staff;
  readonly #run: () => void;
  #askedAtMs = -Infinity;

  constructor(staff: Staff, run: () => void) {
    this.#staff = staff;
    this.#run = run;
  }

  render(part: string, label: string): TemplateResult {
    const { html, texts } = this.#staff;
    const isAsking = performance.now() - this.#askedAtMs < PATIENCE_MS;
    return html`<button
      class="small-button danger"
      data-do=${part}
      @click=${() => this.#press()}
      @blur=${() => this.#forget()}
    >
      ${isAsking ? `${label}: ${texts.sure}` : label}
    </button>`;
  }

  #press(): void {
    if (performance.now() - this.#askedAtMs < PATIENCE_MS) {
      this.#askedAtMs = -Infinity;
      this.#run();
    } else this.#askedAtMs = performance.now();
    this.#staff.update();
  }

  #forget(): void {
    this.#askedAtMs = -Infinity;
    this.#staff.update();
  }
}
