import type { TemplateResult } from "lit";
import type { Staff } from "../staff.ts";
import type { Panel } from "./panel.ts";

/** The filters' panel, whose file is loaded when it is first opened. */
export class FiltersTab implements Panel {
  readonly #staff: Staff;
  #panel: Panel | undefined;
  #isLoading = false;
  #hasFailed = false;

  constructor(staff: Staff) {
    this.#staff = staff;
  }

  refresh(): void {
    if (this.#panel) this.#panel.refresh();
    else if (!this.#isLoading && !this.#hasFailed) void this.#load();
  }

  render(): TemplateResult {
    const { html, texts } = this.#staff;
    if (this.#panel) return this.#panel.render();
    return html`<p class="panel-note">
      ${
        this.#hasFailed
          ? html`${texts.notLoaded}
              <button class="text-button" @click=${() => void this.#load()}>${texts.retry}</button>`
          : texts.loading
      }
    </p>`;
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    this.#hasFailed = false;
    try {
      const { openFilters } = await import("../filters/index.ts");
      this.#panel = await openFilters(this.#staff);
    } catch {
      this.#hasFailed = true;
    }
    this.#isLoading = false;
    this.#staff.update();
  }
}
