import { FILTER_FAULTS, type FilterLanguage, type FilterRule, type FilterSet } from "#protocol";
import type { ParsedPattern, PatternParser } from "./patterns/pattern-parser.ts";
import type { PatternProgram } from "./patterns/pattern-program.ts";
import { linkPatterns, type PatternTables } from "./patterns/pattern-tables.ts";
import { compileStarterList } from "./starter-lists/starter-lexicons.ts";
import { estimateBytes } from "./estimate-bytes.ts";
import { compileLexicon, type LexiconData } from "./words/lexicon.ts";
import { type TaggedForm } from "./words/tagged-form.ts";
import { readAllowedWord, readOwnWord } from "./words/own-words.ts";

/** Result of compiling a stream's filters. Plain data, so that threads can transfer it. */
export interface FilterParts {
  /** The stream's own words, tagged with the number of their rule. */
  own: LexiconData | undefined;
  /** The stream's patterns, numbered through all rules. */
  patterns: PatternTables | undefined;
  /** Requested starter lists that had not been compiled before. */
  starters: ReadonlyMap<FilterLanguage, LexiconData>;
  /** Estimated memory of the parts that are kept. */
  bytes: number;
}

export type CompiledParts =
  { ok: true; parts: FilterParts } | { ok: false; rule: string; fault: string };

export interface CompileOptions {
  /** Starter lists that are compiled already. */
  known: readonly FilterLanguage[];
  /**
   * Whether a set that takes too long to check is refused, as when it is saved. A stored set is
   * used in any case: dropping it would let every message pass.
   */
  strict: boolean;
}

/** Maximum total size of a stream's patterns, in instructions. */
const MAX_INSTRUCTIONS = 300;
/** Maximum number of large character classes in all patterns; parsing one takes milliseconds. */
const MAX_CLASSES = 40;
const CLASS = /\\[pP]|[^\0-\x7f]\]?-|\\x\{?[0-9a-f]{3}/gi;
/** Maximum cost of words and patterns per letter of any text, in steps. (SPEC FI11) */
const MAX_STEPS_PER_LETTER = 200;

/** Replaces a stored pattern that is no longer valid; the other rules stay in force. */
const NEVER: ParsedPattern = { program: { start: 0, ops: [{ kind: "fail" }] }, size: 1 };

/** Compiles a stream's filters step by step; only patterns and words can be invalid. */
function* compileParts(
  { rules }: FilterSet,
  parser: PatternParser,
  { known, strict }: CompileOptions,
): Generator<void, CompiledParts> {
  const programs: PatternProgram[] = [];
  let [instructions, classes] = [0, 0];
  for (const rule of rules) {
    if (rule.kind !== "patterns") continue;
    for (const source of rule.patterns) {
      classes += source.match(CLASS)?.length ?? 0;
      if (strict && classes > MAX_CLASSES) return faultOf(rule, FILTER_FAULTS.tooManyClasses);
      const parsed = parser.parse(source);
      if (strict && "fault" in parsed) return faultOf(rule, parsed.fault);
      const { program, size } = "fault" in parsed ? NEVER : parsed;
      instructions += size;
      if (strict && instructions > MAX_INSTRUCTIONS)
        return faultOf(rule, FILTER_FAULTS.patternsTooLarge);
      programs.push(program);
      yield;
    }
  }
  const patterns = yield* linkPatterns(programs);
  const forms = rules.flatMap(ownForms);
  const own = forms.length > 0 ? yield* compileLexicon(forms) : undefined;
  const [ofWords, ofPatterns] = [own?.stepsPerLetter ?? 0, patterns?.stepsPerCharacter ?? 0];
  if (strict && ofWords + ofPatterns > MAX_STEPS_PER_LETTER) {
    const kind = ofWords > ofPatterns ? "words" : "patterns";
    const culprit = rules.find((rule) => rule.kind === kind)!;
    return faultOf(culprit, FILTER_FAULTS[kind === "words" ? "wordsAlike" : "patternsTooLarge"]);
  }
  const starters = new Map<FilterLanguage, LexiconData>();
  for (const rule of rules)
    for (const language of (rule.kind === "words" && rule.lists) || [])
      if (!known.includes(language) && !starters.has(language))
        starters.set(language, yield* compileStarterList(language));
  return { ok: true, parts: { own, patterns, starters, bytes: estimateBytes([own, patterns]) } };
}

/** Compiles a stream's filters synchronously. */
export function compileAtOnce(
  set: FilterSet,
  parser: PatternParser,
  options: CompileOptions,
): CompiledParts {
  const steps = compileParts(set, parser, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

function faultOf({ id }: FilterRule, fault: string): CompiledParts {
  return { ok: false, rule: id, fault };
}

function ownForms(rule: FilterRule, tag: number): TaggedForm[] {
  if (rule.kind !== "words") return [];
  const { words = [], allow = [] } = rule;
  const forms = [...words.flatMap(readOwnWord), ...allow.map(readAllowedWord)];
  return forms.map((form) => ({ ...form, tag }));
}
