import { FILTER_FAULTS, type FilterFault } from "#protocol";
import type { FilterTexts } from "../../../i18n/en/en-filters.ts";
import type { RuleDraft } from "./rule-draft.ts";

/** What the server says is wrong, and with which filter if it says so. */
export interface Fault {
  readonly id?: string;
  readonly text: string;
  /** It is the server's own sentence. */
  readonly isEnglish: boolean;
}

/** Finds the filter of which a refusal speaks, by its place or by its id, and says why in the reader's language. (SPEC FI12) */
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

/** What the server says of costs has a translation; its other sentences name what is wrong as it stands there. */
function translated(sentence: string, faults: FilterTexts["faults"]): Fault {
  const known = (Object.keys(FILTER_FAULTS) as FilterFault[]).find(
    (fault) => FILTER_FAULTS[fault] === sentence,
  );
  return { text: known ? faults[known] : sentence, isEnglish: !known };
}
