import { FILTER_LANGUAGES } from "#protocol";
import { html, nothing, type TemplateResult } from "lit";
import { formatDuration } from "../../../i18n/format-duration.ts";
import type { FilterTexts } from "../../../i18n/en/en-filters.ts";
import { FIELDS } from "./filter-fields.ts";
import type { Fault } from "./read-fault.ts";
import type { RuleDraft } from "./rule-draft.ts";

const ACTIONS = ["refuse", "hold", "shadow"] as const;
const TIMEOUTS = ["60", "600", "3600", "86400"] as const;

interface Card {
  readonly texts: FilterTexts;
  /** A BCP 47 tag. */
  readonly locale: string;
  /** The server's fault about it. */
  readonly fault: Fault | undefined;
  /** Called with the changed filter. */
  onChange(draft: RuleDraft): void;
}

/** One filter: its switch and, while it is on, its inputs and its action. */
export function ruleCard(draft: RuleDraft, card: Card): TemplateResult {
  const { texts, fault, onChange } = card;
  return html`<div class="filter" data-filter=${draft.id}>
    <label class="toggle"
      ><b>${titleOf(draft, texts)}</b
      ><input
        type="checkbox"
        role="switch"
        .checked=${draft.isOn}
        @change=${({ target }: Event) =>
          onChange({ ...draft, isOn: (target as HTMLInputElement).checked })}
    /></label>
    ${
      draft.isOn
        ? html`<div class="filter-fields" role="group" aria-label=${titleOf(draft, texts)}>
            ${draft.kind === "words" ? lists(draft, card) : nothing}${fields(draft, card)}
            ${actions(draft, card)}
          </div>`
        : nothing
    }
    ${
      fault
        ? html`<p class="fault" role="alert" id="fault-${draft.id}">
            ${texts.refused} ${faultText(fault)}
          </p>`
        : nothing
    }
  </div>`;
}

/** The server's sentences are in English, and marked as such. */
export function faultText({ text, isEnglish }: Fault): TemplateResult {
  return html`<span dir=${isEnglish ? "ltr" : nothing} lang=${isEnglish ? "en" : nothing}
    >${text}</span
  >`;
}

/** Filters created elsewhere also show their id. */
export function titleOf({ id, kind }: RuleDraft, texts: FilterTexts): string {
  return id === kind ? texts.kinds[kind] : `${texts.kinds[kind]} (${id})`;
}

/** The action in words. */
export function actionText(action: string, texts: FilterTexts, locale: string): string {
  const kind = ACTIONS.find((kind) => kind === action);
  return kind
    ? texts.actions[kind]
    : texts.timeoutFor(formatDuration(Number(action) * 1_000, locale));
}

function lists(draft: RuleDraft, { texts, locale, onChange }: Card): TemplateResult {
  const names = new Intl.DisplayNames([locale], { type: "language" });
  return html`<fieldset class="lists">
    <legend>${texts.lists}</legend>
    ${FILTER_LANGUAGES.map(
      (language) =>
        html`<label class="check"
          ><input
            type="checkbox"
            name=${language}
            .checked=${draft.lists.includes(language)}
            @change=${({ target }: Event) => {
              const others = draft.lists.filter((other) => other !== language);
              const isOn = (target as HTMLInputElement).checked;
              onChange({ ...draft, lists: isOn ? [...others, language] : others });
            }}
          />${names.of(language)}</label
        >`,
    )}
  </fieldset>`;
}

function fields(draft: RuleDraft, { texts, fault, onChange }: Card): TemplateResult[] {
  return FIELDS[draft.kind].map(({ name, label, isNumber, isRequired, max }, index) => {
    // The server names the filter; mark its first field.
    const isWrong = fault !== undefined && index === 0;
    const describedBy = isWrong ? `fault-${draft.id}` : nothing;
    const take = ({ target }: Event): void =>
      onChange({
        ...draft,
        typed: { ...draft.typed, [name]: (target as HTMLInputElement).value },
      });
    const value = draft.typed[name] ?? "";
    return isNumber
      ? html`<label class="number"
          ><span>${texts.fields[label]}</span
          ><input
            class="line-input"
            type="number"
            name=${name}
            min="1"
            max=${max!}
            aria-invalid=${isWrong ? "true" : "false"}
            aria-describedby=${describedBy}
            ?required=${isRequired}
            .value=${value}
            @input=${take}
        /></label>`
      : html`<label class="line"
          ><span>${texts.fields[label]}</span
          ><textarea
            class="line-input"
            name=${name}
            rows=${name === "allow" ? 2 : 4}
            dir="auto"
            spellcheck="false"
            autocapitalize="off"
            aria-invalid=${isWrong ? "true" : "false"}
            aria-describedby=${describedBy}
            ?required=${isRequired}
            .value=${value}
            @input=${take}
          ></textarea>
        </label>`;
  });
}

function actions(draft: RuleDraft, { texts, locale, onChange }: Card): TemplateResult {
  // The API allows other durations than these.
  const all = [...new Set([...ACTIONS, ...TIMEOUTS, draft.action])];
  return html`<label class="line"
    ><span>${texts.action}</span
    ><select
      class="line-input"
      name="action"
      @change=${({ target }: Event) =>
        onChange({ ...draft, action: (target as HTMLSelectElement).value })}
    >
      ${all.map(
        (action) =>
          html`<option value=${action} .selected=${action === draft.action}>
            ${actionText(action, texts, locale)}
          </option>`,
      )}
    </select>
  </label>`;
}
