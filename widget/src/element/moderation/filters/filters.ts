import type { ActionScope, FilterRule } from "#protocol";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { enFilters, type FilterTexts } from "../../../i18n/en/en-filters.ts";
import { FILTER_TEXTS } from "../../../i18n/filter-texts.ts";
import { defineOnce } from "../../base/lazy-element.ts";
import { property } from "../../base/property.ts";
import { isOwnerOf, scopeOf } from "../action-scope.ts";
import { askStaff } from "../ask-staff.ts";
import { FetchingElement } from "../panels/fetching-element.ts";
import { FILTER_STYLES } from "./filter-styles.ts";
import "./filter-tester.ts";
import { readFault, type Fault } from "./read-fault.ts";
import { actionText, faultText, ruleCard, titleOf } from "./rule-card.ts";
import { toDrafts, toRules, type RuleDraft } from "./rule-draft.ts";

interface Unsaved {
  readonly drafts: readonly RuleDraft[];
  readonly rules: readonly FilterRule[];
}

/** Unsaved edits from when the panels were closed, by chat. */
const unsaved = {
  stream: new WeakMap<object, Unsaved>(),
  channel: new WeakMap<object, Unsaved>(),
};

/**
 * Shows the filters of a stream, or of its channel; owners can change them, other staff see them.
 * (SPEC FI12, FI13, CH8)
 */
export class FiltersElement extends FetchingElement {
  static override readonly sheets: readonly string[] = [...FetchingElement.sheets, FILTER_STYLES];

  @property() accessor scope: ActionScope = "stream";
  #drafts: readonly RuleDraft[] | undefined;
  /** The rules of the switched-on drafts. */
  #drafted: readonly FilterRule[] = [];
  /** The saved rules, as of the last read. */
  #rules: readonly FilterRule[] = [];
  #isUnsaved = false;
  #isSaving = false;
  #wasChanged = false;
  #hasFailed = false;
  #fault: Fault | undefined;
  #edits = 0;

  /** Restores unsaved edits when the panels are opened again. */
  override connectedCallback(): void {
    super.connectedCallback();
    const kept = this.chat && unsaved[this.scope].get(this.chat);
    if (!kept) return;
    this.#rules = kept.rules;
    this.#isUnsaved = true;
    this.#draft(kept.drafts);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (!this.chat) return;
    const edits = unsaved[this.scope];
    if (this.#isUnsaved && this.#drafts)
      edits.set(this.chat, { drafts: this.#drafts, rules: this.#rules });
    else edits.delete(this.chat);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const { language } = this;
    if (language && !FILTER_TEXTS.find(language))
      void FILTER_TEXTS.load(language).then(() => this.requestUpdate());
  }

  protected override render(): TemplateResult {
    const { notLoaded, retry, loading, save } = this.staffTexts;
    const texts = FILTER_TEXTS.find(this.language);
    if (this.#hasFailed && !this.#drafts)
      return html`<p class="panel-note" role="alert">
        ${notLoaded}
        <button class="text-button" @click=${() => void this.read()}>${retry}</button>
      </p>`;
    if (!this.#drafts || !texts) return html`<p class="panel-note" role="status">${loading}</p>`;
    const isOwner = isOwnerOf(this.me, this.scope);
    const fault = this.#fault;
    return html`<form class="filters" @submit=${this.#onSubmit}>
      <p class="filters-hint">${texts.intro}${isOwner ? "" : ` ${texts.readOnly}`}</p>
      <live-chat-filter-tester
        .chat=${this.chat}
        .scope=${this.scope}
        .texts=${texts}
        .rules=${this.#drafted}
        .describe=${this.#describe}
        @fault=${({ detail }: CustomEvent<string>) => this.#showFault(detail)}
      ></live-chat-filter-tester>
      <fieldset ?disabled=${!isOwner}>
        ${this.#drafts.map((draft) =>
          ruleCard(draft, {
            texts,
            locale: this.locale,
            fault: fault?.id === draft.id ? fault : undefined,
            onChange: this.#onChange,
          }),
        )}
      </fieldset>
      ${isOwner ? this.#renderFoot(texts, save) : nothing}
    </form>`;
  }

  /** While saving, the result of the save is read instead. */
  protected override async read(): Promise<void> {
    if (!this.#isSaving) await this.#load(false);
  }

  #renderFoot(texts: FilterTexts, save: string): TemplateResult {
    const fault = this.#fault;
    return html`<div class="filters-foot">
      ${
        fault && fault.id === undefined
          ? html`<p class="fault" role="alert">${texts.refused} ${faultText(fault)}</p>`
          : nothing
      }${
        this.#wasChanged
          ? html`<p class="fault" role="alert">
              ${texts.changed}
              <button type="button" class="text-button" @click=${this.#takeTheirs}>
                ${texts.takeTheirs}
              </button>
            </p>`
          : nothing
      }<button
        class="small-button"
        data-do="save-filters"
        aria-disabled=${this.#isUnsaved ? "false" : "true"}
      >
        ${save}
      </button>
    </div>`;
  }

  async #load(isOurs: boolean): Promise<void> {
    const answer = await this.order.of(askStaff(this.chat, "load-filters", scopeOf(this.scope)));
    if (!answer) return;
    this.#hasFailed = !answer.ok;
    if (answer.ok) this.#take(answer.rules, isOurs);
    this.requestUpdate();
  }

  #take(rules: readonly FilterRule[], isOurs: boolean): void {
    const isSame = JSON.stringify(rules) === JSON.stringify(this.#rules);
    if (isSame && this.#drafts) return;
    this.#rules = rules;
    if (this.#isUnsaved) this.#wasChanged = !isOurs;
    else this.#draft(toDrafts(rules, this.locale.split("-", 1)[0]!));
  }

  #draft(drafts: readonly RuleDraft[]): void {
    this.#drafts = drafts;
    this.#drafted = toRules(drafts);
    this.requestUpdate();
  }

  async #save(): Promise<void> {
    const edits = this.#edits;
    this.#isSaving = true;
    const rules = [...this.#drafted];
    const answer = await this.act({ kind: "set-filters", rules }, this.scope);
    this.#isSaving = false;
    if (answer.ok) {
      this.#wasChanged = false;
      // Edits made while saving are not saved.
      this.#isUnsaved = edits !== this.#edits;
      return this.#load(true);
    }
    const { code, message } = answer.error;
    if (code === "bad-request") this.#showFault(message);
  }

  #showFault(message: string): void {
    const { faults } = FILTER_TEXTS.find(this.language) ?? enFilters;
    this.#fault = readFault(message, this.#drafts ?? [], faults);
    this.requestUpdate();
  }

  readonly #describe = (id: string): string => {
    const texts = FILTER_TEXTS.find(this.language) ?? enFilters;
    const draft = this.#drafts?.find((draft) => draft.id === id);
    if (!draft) return id;
    return `${titleOf(draft, texts)}: ${actionText(draft.action, texts, this.locale)}`;
  };

  readonly #onChange = (changed: RuleDraft): void => {
    this.#edits++;
    this.#isUnsaved = true;
    this.#fault = undefined;
    this.#draft((this.#drafts ?? []).map((draft) => (draft.id === changed.id ? changed : draft)));
  };

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (this.#isUnsaved && !this.#isSaving) void this.#save();
  };

  readonly #takeTheirs = (): void => {
    this.#isUnsaved = this.#wasChanged = false;
    this.#fault = undefined;
    this.#draft(toDrafts(this.#rules, this.locale.split("-", 1)[0]!));
  };
}

defineOnce("live-chat-filters", FiltersElement);
