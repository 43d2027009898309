import type { ActionScope, FilterFinding, FilterRule } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { enFilters, type FilterTexts } from "../../../i18n/en/en-filters.ts";
import { defineOnce, LazyElement } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { scopeOf } from "../action-scope.ts";
import type { StaffChat } from "../ask-staff.ts";
import { StaffElement } from "../staff-element.ts";
import { FILTER_STYLES } from "./filter-styles.ts";

const PAUSE_MS = 400;

type Outcome =
  { kind: "finding"; finding: FilterFinding; text: string } | { kind: "none" | "failed" };

/**
 * Tests which filter would act on a text. (SPEC FI13)
 *
 * Fires `fault` if the server refuses the rules.
 */
class FilterTesterElement extends LazyElement {
  static override readonly sheets: readonly string[] = [...StaffElement.sheets, FILTER_STYLES];
  @property() accessor chat: StaffChat | undefined;
  @property() accessor scope: ActionScope = "stream";
  @property() accessor texts: FilterTexts = enFilters;
  /** The rules to test: those in the form. */
  @property() accessor rules: readonly FilterRule[] = [];
  /** Describes the action of a filter, by its id. */
  @property() accessor describe: (rule: string) => string = String;

  #typed = "";
  #outcome: Outcome | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers to earlier requests are ignored. */
  #turn = 0;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("rules")) this.#tryLater();
  }

  protected override render(): TemplateResult {
    const { texts } = this;
    return html`<div class="try-out">
      <label class="line"
        ><span>${texts.tryLabel}</span
        ><textarea
          class="line-input"
          name="try"
          rows="2"
          dir="auto"
          aria-describedby="try-hint"
          .value=${this.#typed}
          @input=${this.#onInput}
        ></textarea>
      </label>
      <p class="outcome ${this.#outcome?.kind ?? ""}" role="status">${this.#said()}</p>
      <p class="filters-hint" id="try-hint">${texts.tryHint}</p>
    </div>`;
  }

  readonly #onInput = ({ target }: Event): void => {
    this.#typed = (target as HTMLTextAreaElement).value;
    this.#tryLater();
  };

  /** Sends the request after a pause in typing. */
  #tryLater(): void {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    const text = this.#typed.normalize("NFC").trim();
    if (text) this.#timer = setTimeout(() => void this.#try(text, turn), PAUSE_MS);
    else this.#show(undefined);
  }

  async #try(text: string, turn: number): Promise<void> {
    const rules = [...this.rules];
    const answer = await this.chat?.ask("try-filter", { text, rules, ...scopeOf(this.scope) });
    if (turn !== this.#turn) return;
    if (!answer) return this.#show({ kind: "failed" });
    if (answer.ok) {
      const { finding } = answer;
      return this.#show(finding ? { kind: "finding", finding, text } : { kind: "none" });
    }
    const { code, message } = answer.error;
    if (code === "bad-request") this.tell("fault", message);
    this.#show(code === "bad-request" ? undefined : { kind: "failed" });
  }

  #show(outcome: Outcome | undefined): void {
    this.#outcome = outcome;
    this.requestUpdate();
  }

  #said(): TemplateResult | string {
    const { texts } = this;
    const outcome = this.#outcome;
    if (!outcome) return "";
    if (outcome.kind !== "finding") return outcome.kind === "none" ? texts.passes : texts.notTried;
    const { finding, text } = outcome;
    const { found } = finding;
    return html`${this.describe(finding.rule)}${
      found ? html` · ${texts.found} <mark>${text.slice(found.from, found.to)}</mark>` : nothing
    }`;
  }
}

defineOnce("live-chat-filter-tester", FilterTesterElement);
