import { actionScope } from "../rooms/channel.ts";
import { accept, type Result } from "../errors/result.ts";
import { CLIENT_ID_PATTERN, LIMITS, STAFF_LIMITS } from "../limits.ts";
import { parseMessageText, cleanLine, countGraphemes, countUtf8Bytes } from "../text.ts";
import { streamId } from "../schema/ids.ts";
import {
  choice,
  isWhole,
  namedSchema,
  object,
  optional,
  value,
  variants,
  whole,
  wrong,
  type Parsed,
  type Schema,
} from "../schema/schema.ts";
import { FILTER_LANGUAGES, type FilterLanguage } from "./filter-languages.ts";

/* A stream's filters. */

const { timeoutSeconds, minSanctionSeconds, floodCount } = STAFF_LIMITS;
const { repeatsByOne, repeatsByMany, repeatsSeconds } = STAFF_LIMITS;

/** What happens to a message that a filter finds. (SPEC FI3) */
export const filterAction = namedSchema(
  "FilterAction",
  variants(
    {
      refuse: {},
      /** Holds it for review, and tells its sender. (SPEC HE1) */
      hold: {},
      /** Holds it for review, without telling its sender. */
      shadow: {},
      /** Refuses it, and bars its sender from writing for a while. */
      timeout: { seconds: whole("action.seconds", minSanctionSeconds, timeoutSeconds) },
    },
    "action.kind must be refuse, hold, shadow or timeout.",
  ),
);
export type FilterAction = Parsed<typeof filterAction>;

const id = value<string>({ kind: "text", minLength: 1, maxLength: LIMITS.idChars }, (raw) =>
  typeof raw === "string" && CLIENT_ID_PATTERN.test(raw)
    ? accept(raw)
    : wrong(
        `a rule is an object with an id of 1 to ${LIMITS.clientIdChars} characters out of A-Z a-z 0-9 _ . : -`,
      ),
);

/** The reason for the sender; by default a general sentence. (SPEC FI10) */
const reason = optional(
  value<string | undefined>({ kind: "text", about: "The reason that the sender sees." }, (raw) => {
    if (typeof raw !== "string") return wrong("reason must be a string.");
    const text = cleanLine(raw.slice(0, LIMITS.messageBytes));
    if (countGraphemes(text) > STAFF_LIMITS.reasonGraphemes) return wrong("reason is too long.");
    return accept(text || undefined);
  }),
);

const words = (about?: string) =>
  lines(
    { max: STAFF_LIMITS.filterWords, graphemes: STAFF_LIMITS.filterWordGraphemes },
    `words and allow must be arrays of at most ${STAFF_LIMITS.filterWords} texts of 1 to ${STAFF_LIMITS.filterWordGraphemes} characters.`,
    about,
  );

const REPEATS = `repeats takes byOne (1 to ${repeatsByOne}), byMany (to ${repeatsByMany}), withinSeconds (to ${repeatsSeconds}).`;
const FLOOD = `flood takes inRow, lines, or both, from 1 to ${floodCount}.`;
const CAPITALS = `capitals takes percent (1 to 100) and minLetters (1 to ${floodCount}).`;

/** One filter of a stream. (SPEC FI1, FI4–FI9) */
const filterRule = namedSchema(
  "FilterRule",
  variants(
    {
      words: {
        /** The server's own word lists to apply. */
        lists: optional(
          value<FilterLanguage[] | undefined>(
            {
              kind: "list",
              of: choice(FILTER_LANGUAGES).form,
              about: "The server's own lists.",
            },
            parseLists,
          ),
        ),
        words: present(words("A * at an end lets the word continue there.")),
        /** Harmless words that contain a filtered one. */
        allow: present(words("Harmless words that contain a listed word.")),
      },
      patterns: {
        patterns: lines(
          { min: 1, max: STAFF_LIMITS.filterPatterns, graphemes: STAFF_LIMITS.filterPatternChars },
          `patterns must be an array of 1 to ${STAFF_LIMITS.filterPatterns} texts of 1 to ${STAFF_LIMITS.filterPatternChars} characters.`,
          "Of RE2.",
        ),
      },
      links: {
        /** Hosts that may be linked to, including their subdomains. */
        allow: lines(
          {
            max: STAFF_LIMITS.filterWords,
            graphemes: STAFF_LIMITS.filterHostChars,
            like: /^[^\s/:@]+$/,
          },
          "allow must be an array of host names, as example.com.",
          "Hosts that may be linked to.",
        ),
      },
      repeats: {
        /** How often one person may write the same text in that time. */
        byOne: count(repeatsByOne, REPEATS),
        /** How often everyone together may write the same text. */
        byMany: count(repeatsByMany, REPEATS),
        withinSeconds: countOf(repeatsSeconds, REPEATS),
      },
      flood: {
        /** How often a letter, or a few, may be repeated in a row. */
        inRow: count(floodCount, FLOOD),
        lines: count(floodCount, FLOOD),
      },
      capitals: { percent: countOf(100, CAPITALS), minLetters: countOf(floodCount, CAPITALS) },
    },
    "kind must be words, patterns, links, repeats, flood or capitals.",
    { first: { id }, last: { action: filterAction, reason } },
  ),
);
export type FilterRule = Parsed<typeof filterRule>;

/** Rules of which at least one of these fields is required. */
const NEEDS_ONE: Readonly<Record<string, { fields: readonly string[]; message: string }>> = {
  repeats: { fields: ["byOne", "byMany"], message: REPEATS },
  flood: { fields: ["inRow", "lines"], message: FLOOD },
};

/** The rules of a stream; only the server can tell whether patterns are valid. (SPEC FI1) */
export const filterRules: Schema<FilterRule[]> = value(
  { kind: "list", of: filterRule.form, max: STAFF_LIMITS.filterRules },
  parseFilterRules,
);

export function parseFilterRules(raw: unknown): Result<FilterRule[]> {
  if (!Array.isArray(raw) || raw.length > STAFF_LIMITS.filterRules)
    return wrong(`rules must be an array of at most ${STAFF_LIMITS.filterRules}.`);
  const rules: FilterRule[] = [];
  for (const [i, item] of raw.entries()) {
    const rule = parseRule(item);
    if (!rule.ok) return wrong(`rules[${i}]: ${rule.error.message}`);
    rules.push(rule.value);
  }
  if (new Set(rules.map((rule) => rule.id)).size < rules.length)
    return wrong("Each rule must have an id of its own.");
  if (countUtf8Bytes(JSON.stringify(rules)) > STAFF_LIMITS.filterBytes)
    return wrong(`The rules must have at most ${STAFF_LIMITS.filterBytes} bytes together.`);
  return accept(rules);
}

/** A text to test against the given rules, or those of the stream. (SPEC FI13) */
const tryFilter = object({
  streamId,
  /** Whose rules, where none are given: without it, those of both. */
  scope: actionScope,
  text: value({ kind: "text" }, parseMessageText),
  rules: optional(filterRules),
});
export type TryFilter = Parsed<typeof tryFilter>;
export const parseTryFilter = tryFilter.parse;

function parseRule(raw: unknown): Result<FilterRule> {
  const rule = filterRule.parse(raw);
  if (!rule.ok) return rule;
  const needs = NEEDS_ONE[rule.value.kind];
  const isMissing = needs && !needs.fields.some((name) => name in rule.value);
  return isMissing ? wrong(needs.message) : rule;
}

function parseLists(raw: unknown): Result<FilterLanguage[] | undefined> {
  if (!Array.isArray(raw) || !raw.every((each) => FILTER_LANGUAGES.includes(each as never)))
    return wrong(`lists must be out of ${FILTER_LANGUAGES.join(", ")}.`);
  const lists = FILTER_LANGUAGES.filter((language) => raw.includes(language));
  return accept(lists.length > 0 ? lists : undefined);
}

interface LinesBounds {
  min?: number;
  max: number;
  graphemes: number;
  like?: RegExp;
}

/** A list of cleaned single-line texts. */
function lines(
  { min = 0, max, graphemes, like }: LinesBounds,
  message: string,
  about?: string,
): Schema<string[]> {
  const form = { kind: "list", of: { kind: "text" }, max } as const;
  return value<string[]>({ ...form, ...(min > 0 && { min }), ...(about && { about }) }, (raw) => {
    const texts = toLines(raw ?? [], max, graphemes);
    const isRight =
      texts && texts.length >= min && (!like || texts.every((text) => like.test(text)));
    return isRight ? accept(texts) : wrong(message);
  });
}

function toLines(raw: unknown, max: number, maxGraphemes: number): string[] | undefined {
  if (!Array.isArray(raw) || raw.length > max) return undefined;
  const texts: string[] = [];
  for (const item of raw) {
    if (typeof item !== "string" || item.length > 8 * maxGraphemes) return undefined;
    const text = cleanLine(item);
    if (text === "" || countGraphemes(text) > maxGraphemes) return undefined;
    texts.push(text);
  }
  return texts;
}

/** A list that is left out if it is empty. */
function present(list: Schema<string[]>) {
  return {
    isOptional: true as const,
    form: { ...list.form, isOptional: true },
    parse: (raw: unknown): Result<string[] | undefined> => {
      const parsed = list.parse(raw);
      return parsed.ok && parsed.value.length === 0 ? accept(undefined) : parsed;
    },
  };
}

function countOf(max: number, message: string): Schema<number> {
  return value<number>({ kind: "whole", min: 1, max }, (raw) =>
    isWhole(raw, 1, max) ? accept(raw) : wrong(message),
  );
}

function count(max: number, message: string) {
  return optional(countOf(max, message));
}
