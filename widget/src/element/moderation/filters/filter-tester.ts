import type { FilterFinding, FilterRule } from "#protocol";
import type { TemplateResult } from "lit";
import type { FilterTexts } from "../../../i18n/en/en-filters.ts";
import type { Staff } from "../staff.ts";

const PAUSE_MS = 400;

type Outcome =
  { kind: "finding"; finding: FilterFinding; text: string } | { kind: "none" | "failed" };

interface Trial {
  readonly staff: Staff;
  readonly texts: FilterTexts;
  /** What is to be tried: what stands in the form. */
  rules(): FilterRule[];
  describe(finding: FilterFinding): string;
  /** The server does not take the rules. */
  onFault(message: string): void;
}

/** A text, and which filter would act on it. (SPEC FI13) */
export class FilterTester {
  readonly #trial: Trial;
  #typed = "";
  #outcome: Outcome | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Answers to what was asked before are of no interest. */
  #turn = 0;

  constructor(trial: Trial) {
    this.#trial = trial;
  }

  /** Asks once nothing has been typed for a while. */
  askLater(): void {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    const text = this.#typed.normalize("NFC").trim();
    if (text) this.#timer = setTimeout(() => void this.#ask(text, turn), PAUSE_MS);
    else this.#show(undefined);
  }

  render(): TemplateResult {
    const { html } = this.#trial.staff;
    const { texts } = this.#trial;
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
          @input=${({ target }: Event) => {
            this.#typed = (target as HTMLTextAreaElement).value;
            this.askLater();
          }}
        ></textarea>
      </label>
      <p class="outcome ${this.#outcome?.kind ?? ""}" role="status">${this.#said()}</p>
      <p class="filters-hint" id="try-hint">${texts.tryHint}</p>
    </div>`;
  }

  async #ask(text: string, turn: number): Promise<void> {
    const { staff, rules, onFault } = this.#trial;
    const answer = await staff.here.chat?.ask("try-filter", { text, rules: rules() });
    if (turn !== this.#turn) return;
    if (!answer) return this.#show({ kind: "failed" });
    if (answer.ok) {
      const { finding } = answer;
      return this.#show(finding ? { kind: "finding", finding, text } : { kind: "none" });
    }
    const { code, message } = answer.error;
    if (code === "bad-request") {
      onFault(message);
      this.#show(undefined);
    } else this.#show({ kind: "failed" });
  }

  #show(outcome: Outcome | undefined): void {
    this.#outcome = outcome;
    this.#trial.staff.update();
  }

  #said(): TemplateResult | string {
    const { staff, texts, describe } = this.#trial;
    const outcome = this.#outcome;
    if (!outcome) return "";
    if (outcome.kind !== "finding") return outcome.kind === "none" ? texts.passes : texts.notTried;
    const { finding, text } = outcome;
    const { found } = finding;
    return staff.html`${describe(finding)}${
      found ? staff.html` · ${texts.found} <mark>${text.slice(found.from, found.to)}</mark>` : ""
    }`;
  }
}
