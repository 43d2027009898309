import { FILTER_FAULTS, type FilterLanguage, type FilterRule, type FilterSet } from "#protocol";
import type { ParsedPattern, PatternParser } from "./patterns/pattern-parser.ts";
import type { PatternProgram } from "./patterns/pattern-program.ts";
import { linkPatterns, type PatternTables } from "./patterns/pattern-tables.ts";
import { compileStarterList } from "./starter-lists/starter-lexicons.ts";
import { estimateBytes } from "./estimate-bytes.ts";
import { compileLexicon, type LexiconData } from "./words/lexicon.ts";
import { type TaggedForm } from "./words/tagged-form.ts";
import { readAllowedWord, readOwnWord } from "./words/own-words.ts";

/** What compiling a stream's filters makes. Plain data, so that threads can hand it over. */
export interface FilterParts {
  /** The stream's own words, under the number of their rule. */
  own: LexiconData | undefined;
  /** Its patterns, numbered through all rules. */
  patterns: PatternTables | undefined;
  /** Lists that were asked for and had not been compiled. */
  starters: ReadonlyMap<FilterLanguage, LexiconData>;
  /** What is kept of it takes so much memory. */
  bytes: number;
}

export type CompiledParts =
  { ok: true; parts: FilterParts } | { ok: false; rule: string; fault: string };

export interface CompileOptions {
  /** Lists that are there already. */
  known: readonly FilterLanguage[];
  /**
   * Whether the set is refused if it takes too long, as sets that are saved are. One that is
   * stored holds all the same: to drop it would let everything past.
   */
  strict: boolean;
}

/** What all patterns of a stream may have together, in instructions. */
const MAX_INSTRUCTIONS = 300;
/** Large classes of letters in all patterns: reading one takes milliseconds. */
const MAX_CLASSES = 40;
const CLASS = /\\[pP]|[^\0-\x7f]\]?-|\\x\{?[0-9a-f]{3}/gi;
/** What words and patterns may take together at each letter of any text, in steps. (SPEC FI11) */
const MAX_STEPS_PER_LETTER = 200;

/** Stands for a stored pattern that is none any more: the other rules hold. */
const NEVER: ParsedPattern = { program: { start: 0, ops: [{ kind: "fail" }] }, size: 1 };

/** Compiles a stream's filters step by step; only patterns and words can be at fault. */
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

/** Compiles a stream's filters at once. */
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
