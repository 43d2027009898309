import {
  FILTER_LANGUAGES,
  type FilterAction,
  type FilterLanguage,
  type FilterRule,
  type FilterTest,
} from "#protocol";
import { FIELDS, type Kind } from "./filter-fields.ts";

/** A filter in the form, with its inputs as typed. */
export interface RuleDraft {
  readonly id: string;
  readonly kind: Kind;
  readonly isOn: boolean;
  /** The kind of an action, or the seconds of a timeout. */
  readonly action: string;
  /** Kept unchanged: readers see the widget's own sentence, in their language. */
  readonly reason: string;
  readonly lists: readonly FilterLanguage[];
  readonly typed: Readonly<Record<string, string>>;
}

const KINDS = Object.keys(FIELDS) as Kind[];

/** The stream's filters in their order, followed by all other kinds, switched off. */
export function toDrafts(rules: readonly FilterRule[], lang: string): RuleDraft[] {
  const missing = KINDS.filter((kind) => rules.every((rule) => rule.kind !== kind));
  return [...rules.map(toDraft), ...missing.map((kind) => propose(kind, rules, lang))];
}

/** The rules of the switched-on drafts; the server refuses invalid ones. */
export function toRules(drafts: readonly RuleDraft[]): FilterRule[] {
  return drafts.filter(({ isOn }) => isOn).map(toRule);
}

function toDraft(rule: FilterRule): RuleDraft {
  const { id, kind, action, reason = "" } = rule;
  const given = rule as unknown as Readonly<Record<string, unknown>>;
  const typed = FIELDS[kind].map(({ name }) => {
    const value = given[name];
    return [name, Array.isArray(value) ? value.join("\n") : ((value as number) ?? "").toString()];
  });
  return {
    id,
    kind,
    isOn: true,
    action: action.kind === "timeout" ? String(action.seconds) : action.kind,
    reason,
    lists: (rule.kind === "words" && rule.lists) || [],
    typed: Object.fromEntries(typed) as Record<string, string>,
  };
}

function propose(kind: Kind, rules: readonly FilterRule[], lang: string): RuleDraft {
  let id: string = kind;
  while (rules.some((rule) => rule.id === id)) id += "-";
  const own = FILTER_LANGUAGES.filter((language) => language === lang);
  return {
    id,
    kind,
    isOn: false,
    action: kind === "links" ? "hold" : "refuse",
    reason: "",
    lists: own.length > 0 ? own : ["en"],
    typed: Object.fromEntries(FIELDS[kind].map(({ name, proposed = "" }) => [name, proposed])),
  };
}

function toRule({ id, kind, action, reason, lists, typed }: RuleDraft): FilterRule {
  const test = FIELDS[kind].flatMap(({ name, isNumber }): [string, unknown][] => {
    const text = typed[name]?.trim() ?? "";
    if (isNumber) return text === "" ? [] : [[name, Number(text)]];
    return [[name, text.split("\n").flatMap((line) => line.trim() || [])]];
  });
  return {
    ...(Object.fromEntries(test) as object),
    kind,
    ...(kind === "words" && { lists }),
    id,
    action: toAction(action),
    ...(reason && { reason }),
  } as FilterTest & Pick<FilterRule, "id" | "action" | "reason">;
}

function toAction(action: string): FilterAction {
  const seconds = Number(action);
  return seconds > 0
    ? { kind: "timeout", seconds }
    : { kind: action as Exclude<FilterAction["kind"], "timeout"> };
}
