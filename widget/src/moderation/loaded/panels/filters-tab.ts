import type { TemplateResult } from "lit";
import { LazyPart } from "../../../lazy-part.ts";
import type { Staff } from "../staff.ts";
import type { Panel } from "./panel.ts";

/** The filters' panel, whose file is loaded when it is first opened. */
export class FiltersTab implements Panel {
  readonly #staff: Staff;
  readonly #panel: LazyPart<Panel>;

  constructor(staff: Staff) {
    this.#staff = staff;
    this.#panel = new LazyPart(staff.here.host, async () => {
      const { openFilters } = await import("../../filters/index.ts");
      return openFilters(staff);
    });
  }

  refresh(): void {
    if (this.#panel.part) this.#panel.part.refresh();
    else this.#panel.want();
  }

  render(): TemplateResult {
    const { html, texts } = this.#staff;
    const { part, hasFailed } = this.#panel;
    if (part) return part.render();
    return html`<p class="panel-note">
      ${
        hasFailed
          ? html`${texts.notLoaded}
              <button class="text-button" @click=${() => void this.#panel.get().catch(() => {})}>
                ${texts.retry}
              </button>`
          : texts.loading
      }
    </p>`;
  }
}
