import { isGiven, record, type Fields } from "./fields.ts";
import {
  FILTER_LANGUAGES,
  type FilterAction,
  type FilterRule,
  type FilterTest,
  type TryFilter,
} from "./filters.ts";
import { CLIENT_ID_PATTERN, LIMITS } from "./limits.ts";
import { parseMessageText, parseStreamId } from "./parse.ts";
import { accept, refuse, type Refusal, type Result } from "./result.ts";
import { cleanLine, countGraphemes, countUtf8Bytes } from "./text.ts";

/* A stream's filters, parsed from `unknown`; see parse.ts. */

/** Parses the rules of a stream; the server alone knows whether its patterns are some. (SPEC FI1) */
export function parseFilterRules(raw: unknown): Result<FilterRule[]> {
  if (!Array.isArray(raw) || raw.length > LIMITS.filterRules)
    return wrong(`rules must be an array of at most ${LIMITS.filterRules}.`);
  const rules: FilterRule[] = [];
  for (const [i, item] of raw.entries()) {
    const rule = parseRule(record(item));
    if (!rule.ok) return wrong(`rules[${i}]: ${rule.error.message}`);
    rules.push(rule.value);
  }
  if (new Set(rules.map(({ id }) => id)).size < rules.length)
    return wrong("Each rule must have an id of its own.");
  if (countUtf8Bytes(JSON.stringify(rules)) > LIMITS.filterBytes)
    return wrong(`The rules must have at most ${LIMITS.filterBytes} bytes together.`);
  return accept(rules);
}

/** Parses a text to be tried out, on the rules given or on those of the stream. (SPEC FI13) */
export function parseTryFilter(raw: unknown): Result<TryFilter> {
  const fields = record(raw);
  const streamId = parseStreamId(fields?.("streamId"));
  if (!fields || !streamId.ok) return streamId.ok ? refuse("bad-request") : streamId;
  const text = parseMessageText(fields("text"));
  if (!text.ok) return text;
  const asked = { streamId: streamId.value, text: text.value };
  if (!isGiven(fields("rules"))) return accept(asked);
  const rules = parseFilterRules(fields("rules"));
  return rules.ok ? accept({ ...asked, rules: rules.value }) : rules;
}

function parseRule(fields: Fields | undefined): Result<FilterRule> {
  const id = fields?.("id");
  if (!fields || typeof id !== "string" || !CLIENT_ID_PATTERN.test(id))
    return wrong("a rule is an object with an id of 1 to 64 characters out of A-Z a-z 0-9 _ . : -");
  const kind = fields("kind");
  if (typeof kind !== "string" || !Object.hasOwn(TESTS, kind))
    return wrong("kind must be words, patterns, links, repeats, flood or capitals.");
  const test = TESTS[kind as FilterTest["kind"]](fields);
  if (!test.ok) return test;
  const action = parseAction(record(fields("action")));
  if (!action.ok) return action;
  const raw = fields("reason");
  if (isGiven(raw) && typeof raw !== "string") return wrong("reason must be a string.");
  const reason = typeof raw === "string" ? cleanLine(raw.slice(0, LIMITS.messageBytes)) : "";
  if (countGraphemes(reason) > LIMITS.reasonGraphemes) return wrong("reason is too long.");
  return accept({ ...test.value, id, action: action.value, ...(reason !== "" && { reason }) });
}

function parseAction(fields: Fields | undefined): Result<FilterAction> {
  const kind = fields?.("kind");
  if (kind === "refuse" || kind === "hold" || kind === "shadow") return accept({ kind });
  if (kind !== "timeout") return wrong("action.kind must be refuse, hold, shadow or timeout.");
  const seconds = whole(fields?.("seconds"), 10, LIMITS.timeoutSeconds);
  return seconds === undefined
    ? wrong(`action.seconds must be a whole number from 10 to ${LIMITS.timeoutSeconds}.`)
    : accept({ kind, seconds });
}

const TESTS: { [Kind in FilterTest["kind"]]: (fields: Fields) => Result<FilterTest> } = {
  words: (fields) => {
    const raw = fields("lists") ?? [];
    if (!Array.isArray(raw) || !raw.every((each) => FILTER_LANGUAGES.includes(each as never)))
      return wrong(`lists must be out of ${FILTER_LANGUAGES.join(", ")}.`);
    const lists = FILTER_LANGUAGES.filter((language) => raw.includes(language));
    const words = lines(fields("words"), LIMITS.filterWords, LIMITS.filterWordGraphemes);
    const allow = lines(fields("allow"), LIMITS.filterWords, LIMITS.filterWordGraphemes);
    return words && allow
      ? accept({
          kind: "words",
          ...(lists.length > 0 && { lists }),
          ...(words.length > 0 && { words }),
          ...(allow.length > 0 && { allow }),
        })
      : wrong("words and allow must be arrays of at most 500 texts of 1 to 64 characters.");
  },
  patterns: (fields) => {
    const patterns = lines(fields("patterns"), LIMITS.filterPatterns, LIMITS.filterPatternChars);
    return patterns && patterns.length > 0
      ? accept({ kind: "patterns", patterns })
      : wrong("patterns must be an array of 1 to 20 texts of 1 to 200 characters.");
  },
  links: (fields) => {
    const allow = lines(fields("allow"), LIMITS.filterWords, 253);
    return allow?.every((host) => /^[^\s/:@]+$/.test(host))
      ? accept({ kind: "links", allow })
      : wrong("allow must be an array of host names, as example.com.");
  },
  repeats: (fields) => {
    const counts = numbers(fields, { byOne: 100, byMany: 1_000 });
    const withinSeconds = whole(fields("withinSeconds"), 1, 600);
    return withinSeconds !== undefined && counts
      ? accept({ kind: "repeats", ...counts, withinSeconds })
      : wrong("repeats takes byOne (1 to 100), byMany (to 1000), withinSeconds (to 600).");
  },
  flood: (fields) => {
    const counts = numbers(fields, { inRow: 500, lines: 500 });
    return counts
      ? accept({ kind: "flood", ...counts })
      : wrong("flood takes inRow, lines, or both, from 1 to 500.");
  },
  capitals: (fields) => {
    const percent = whole(fields("percent"), 1, 100);
    const minLetters = whole(fields("minLetters"), 1, 500);
    return percent !== undefined && minLetters !== undefined
      ? accept({ kind: "capitals", percent, minLetters })
      : wrong("capitals takes percent (1 to 100) and minLetters (1 to 500).");
  },
};

/** Texts of one line each, cleaned; undefined if they are something else. */
function lines(raw: unknown, maxLines: number, maxGraphemes: number): string[] | undefined {
  if (raw === undefined) return [];
  if (!Array.isArray(raw) || raw.length > maxLines) return undefined;
  const texts: string[] = [];
  for (const item of raw) {
    if (typeof item !== "string" || item.length > 8 * maxGraphemes) return undefined;
    const text = cleanLine(item);
    if (text === "" || countGraphemes(text) > maxGraphemes) return undefined;
    texts.push(text);
  }
  return texts;
}

/** Those of some numbers that are given, from 1 to the most of each; undefined without any, or with one that is wrong. */
function numbers<Name extends string>(
  fields: Fields,
  most: Readonly<Record<Name, number>>,
): { [Key in Name]?: number } | undefined {
  const given: { [Key in Name]?: number } = {};
  for (const [name, max] of Object.entries(most) as [Name, number][]) {
    if (!isGiven(fields(name))) continue;
    const value = whole(fields(name), 1, max);
    if (value === undefined) return undefined;
    given[name] = value;
  }
  return Object.keys(given).length > 0 ? given : undefined;
}

function whole(value: unknown, min: number, max: number): number | undefined {
  const number = Number.isSafeInteger(value) ? (value as number) : NaN;
  return number >= min && number <= max ? number : undefined;
}

function wrong(message: string): Refusal {
  return refuse("bad-request", { message });
}
