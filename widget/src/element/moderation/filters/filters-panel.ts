import type { FilterRule } from "#protocol";
import type { TemplateResult } from "lit";
import type { FilterTexts } from "../../../i18n/en/en-filters.ts";
import { loadFilterTexts } from "../../../i18n/load-filter-texts.ts";
import { adoptSheet } from "../../theme/adopt-sheet.ts";
import type { Panel } from "../panels/panel.ts";
import type { Staff } from "../staff.ts";
import { FILTER_STYLES } from "./filter-styles.ts";
import { readFault, type Fault } from "./read-fault.ts";
import { actionText, ruleCard, titleOf } from "./rule-card.ts";
import { toDrafts, toRules, type RuleDraft } from "./rule-draft.ts";
import { FilterTester } from "./filter-tester.ts";

/** Makes the panel of the stream's filters, in the reader's language. */
export async function openFilters(staff: Staff): Promise<Panel> {
  const texts = await loadFilterTexts(staff.here.language);
  adoptSheet(staff.here.host.shadowRoot!, FILTER_STYLES);
  return new FiltersPanel(staff, texts);
}

/** What a stream's messages are looked through for; owners change it, other staff see it. (SPEC FI12, FI13) */
class FiltersPanel implements Panel {
  readonly #staff: Staff;
  readonly #texts: FilterTexts;
  readonly #tester: FilterTester;
  #drafts: RuleDraft[] | undefined;
  /** The stream's own, as they were told last. */
  #rules: readonly FilterRule[] = [];
  #isUnsaved = false;
  #isSaving = false;
  #wasChanged = false;
  #hasFailed = false;
  #fault: Fault | undefined;
  #edits = 0;
  #loads = 0;

  constructor(staff: Staff, texts: FilterTexts) {
    this.#staff = staff;
    this.#texts = texts;
    this.#tester = new FilterTester({
      staff,
      texts,
      rules: () => toRules(this.#drafts ?? []),
      describe: ({ rule }) => this.#describe(rule),
      onFault: (message) => {
        this.#fault = readFault(message, this.#drafts ?? [], texts.faults);
      },
    });
    this.refresh();
  }

  refresh(): void {
    // What is being saved is read when it is.
    if (!this.#isSaving) void this.#load(false);
  }

  render(): TemplateResult {
    const { html, texts, here } = this.#staff;
    if (!this.#drafts)
      return this.#hasFailed
        ? html`<p class="panel-note" role="alert">
            ${texts.notLoaded}
            <button class="text-button" @click=${() => this.refresh()}>${texts.retry}</button>
          </p>`
        : html`<p class="panel-note">${texts.loading}</p>`;
    const isOwner = here.snapshot.me?.role === "owner";
    const fault = this.#fault;
    return html`<form class="filters" @submit=${this.#onSubmit} @keydown=${this.#onKeydown}>
      <p class="filters-hint">${this.#texts.intro}${isOwner ? "" : ` ${this.#texts.readOnly}`}</p>
      ${this.#tester.render()}
      <fieldset ?disabled=${!isOwner}>
        ${this.#drafts.map((draft) =>
          ruleCard(draft, {
            staff: this.#staff,
            texts: this.#texts,
            fault: fault?.id === draft.id ? fault.text : undefined,
            onChange: this.#onChange,
          }),
        )}
      </fieldset>
      ${isOwner ? this.#foot() : ""}
    </form>`;
  }

  #foot(): TemplateResult {
    const { html, texts } = this.#staff;
    const fault = this.#fault;
    return html`<div class="filters-foot">
      ${
        fault && fault.id === undefined
          ? html`<p class="fault" role="alert">${this.#texts.refused} ${fault.text}</p>`
          : ""
      }${
        this.#wasChanged
          ? html`<p class="fault" role="alert">
              ${this.#texts.changed}
              <button type="button" class="text-button" @click=${this.#takeTheirs}>
                ${this.#texts.takeTheirs}
              </button>
            </p>`
          : ""
      }<button
        class="small-button"
        data-do="save-filters"
        aria-disabled=${this.#isUnsaved ? "false" : "true"}
      >
        ${texts.save}
      </button>
    </div>`;
  }

  async #load(isOurs: boolean): Promise<void> {
    const turn = ++this.#loads;
    const answer = await this.#staff.here.chat?.ask("load-filters", {});
    if (turn !== this.#loads) return;
    this.#hasFailed = !answer?.ok;
    if (answer?.ok) this.#take(answer.rules, isOurs);
    this.#staff.update();
  }

  #take(rules: readonly FilterRule[], isOurs: boolean): void {
    const isSame = JSON.stringify(rules) === JSON.stringify(this.#rules);
    if (isSame && this.#drafts) return;
    this.#rules = rules;
    if (this.#isUnsaved) this.#wasChanged = !isOurs;
    else this.#drafts = toDrafts(rules, this.#staff.here.locale.split("-", 1)[0]!);
  }

  async #save(): Promise<void> {
    const edits = this.#edits;
    this.#isSaving = true;
    const answer = await this.#staff.act({
      kind: "set-filters",
      rules: toRules(this.#drafts ?? []),
    });
    this.#isSaving = false;
    if (answer.ok) {
      this.#wasChanged = false;
      // What was written while it was under way is not saved.
      this.#isUnsaved = edits !== this.#edits;
      return this.#load(true);
    }
    const { code, message } = answer.error;
    if (code === "bad-request")
      this.#fault = readFault(message, this.#drafts ?? [], this.#texts.faults);
    this.#staff.update();
  }

  #describe(id: string): string {
    const draft = this.#drafts?.find((draft) => draft.id === id);
    if (!draft) return id;
    const action = actionText(draft.action, this.#texts, this.#staff.here.locale);
    return `${titleOf(draft, this.#texts)}: ${action}`;
  }

  readonly #onChange = (): void => {
    this.#edits++;
    this.#isUnsaved = true;
    this.#fault = undefined;
    this.#tester.askLater();
    this.#staff.update();
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.#isUnsaved && !this.#isSaving) void this.#save();
  };

  /** Escape closes the panels, but not over what was written and not saved. */
  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === "Escape" && this.#isUnsaved) event.stopPropagation();
  };

  readonly #takeTheirs = (): void => {
    this.#isUnsaved = this.#wasChanged = false;
    this.#fault = undefined;
    this.#drafts = toDrafts(this.#rules, this.#staff.here.locale.split("-", 1)[0]!);
    this.#tester.askLater();
    this.#staff.update();
  };
}
