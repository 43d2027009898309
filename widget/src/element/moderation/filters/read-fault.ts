import type { RuleDraft } from "./rule-draft.ts";

/** What the server says is wrong, and with which filter if it says so. */
export interface Fault {
  readonly id?: string;
  readonly text: string;
}

/** Finds the filter of which a refusal speaks, by its place or by its id. (SPEC FI12) */
export function readFault(message: string, drafts: readonly RuleDraft[]): Fault {
  const sent = drafts.filter(({ isOn }) => isOn);
  const [start, place] = /^rules\[(\d+)\]: /.exec(message) ?? [];
  const found = start ? sent[Number(place)] : sent.find(({ id }) => message.startsWith(`${id}: `));
  if (!found) return { text: message };
  return { id: found.id, text: message.slice(start?.length ?? found.id.length + 2) };
}
