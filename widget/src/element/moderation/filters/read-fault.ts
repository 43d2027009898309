import { FILTER_FAULTS, type FilterFault } from "#protocol";
import type { FilterTexts } from "../../../i18n/en/en-filters.ts";
import type { RuleDraft } from "./rule-draft.ts";

/** What the server reports as wrong, and in which filter, if it says so. */
export interface Fault {
  readonly id?: string;
  readonly text: string;
  /** Whether it is the server's own sentence. */
  readonly isEnglish: boolean;
}

/**
 * Finds the filter that a refusal is about, by position or id; translates the reason. (SPEC FI12)
 */
export function readFault(
  message: string,
  drafts: readonly RuleDraft[],
  faults: FilterTexts["faults"],
): Fault {
  const sent = drafts.filter(({ isOn }) => isOn);
  const [start, place] = /^rules\[(\d+)\]: /.exec(message) ?? [];
  const found = start ? sent[Number(place)] : sent.find(({ id }) => message.startsWith(`${id}: `));
  if (!found) return translated(message, faults);
  return {
    id: found.id,
    ...translated(message.slice(start?.length ?? found.id.length + 2), faults),
  };
}

/** Sentences about costs have a translation; the others are shown as the server wrote them. */
function translated(sentence: string, faults: FilterTexts["faults"]): Fault {
  const known = (Object.keys(FILTER_FAULTS) as FilterFault[]).find(
    (fault) => FILTER_FAULTS[fault] === sentence,
  );
  return { text: known ? faults[known] : sentence, isEnglish: !known };
}
