import {
  refuse,
  type FilterFinding,
  type FilterRule,
  type FilterSet,
  type ModerationAction,
  type Refusal,
  type Result,
} from "#protocol";
import { compileFilters, type CompiledFilters } from "./compile-filters.ts";
import type { PatternCompiler } from "./filter-context.ts";
import { RecentTexts, type Utterance } from "./recent-texts.ts";

/** A text on its way into a stream. */
export interface Written extends Utterance {
  streamId: string;
}

/** Compiled filters that are kept: those of streams that are written in. */
const KEPT_FILTERS = 200;
/** Rules that somebody tries out, which push nobody's filters out. */
const KEPT_TRIED = 8;
const KEPT_STREAMS = 1_000;

/** Judges what is written by the filters of its stream. (SPEC FI2) */
export class StreamFilters {
  readonly #patterns: PatternCompiler;
  /** By their JSON: a version of a policy is compiled once, and streams may have the same. */
  readonly #compiled = new Map<string, CompiledFilters>();
  readonly #tried = new Map<string, CompiledFilters>();
  readonly #recent = new Map<string, RecentTexts>();

  constructor(patterns: PatternCompiler) {
    this.#patterns = patterns;
  }

  /** What a stream's filters, as its policy has them, find in a text. */
  judge(
    json: string | undefined,
    written: Written,
    nowMs: number,
    mayLink: boolean,
  ): FilterFinding | undefined {
    const compiled = json === undefined ? undefined : this.#compile(json);
    if (!compiled?.ok) return undefined;
    return compiled.filters.judge(written.text, {
      echoes: (ms) =>
        this.#recent.get(written.streamId)?.echoes(written, nowMs - ms) ?? { byOne: 0, byMany: 0 },
      mayLink,
    });
  }

  /** Takes note of what is written, where filters ask for it; what it returns takes that back. */
  note(json: string | undefined, written: Written, nowMs: number): () => void {
    if (!json?.includes('"repeats"')) return () => undefined;
    let recent = this.#recent.get(written.streamId);
    if (!recent) this.#recent.set(written.streamId, (recent = new RecentTexts()));
    const takeBack = recent.note(written, nowMs);
    dropOldest(this.#recent, KEPT_STREAMS);
    return takeBack;
  }

  /** What rules would find in a text; or what is wrong with them. (SPEC FI12, FI13) */
  tryOut(rules: FilterRule[], text: string): Result<{ finding?: FilterFinding }> {
    const json = JSON.stringify({ rules });
    const compiled = this.#compiled.get(json) ?? this.#compile(json, this.#tried, KEPT_TRIED);
    if (!compiled.ok)
      return refuse("bad-request", { message: `${compiled.rule}: ${compiled.fault}` });
    const nothing = { echoes: () => ({ byOne: 0, byMany: 0 }), mayLink: false };
    const finding = text === "" ? undefined : compiled.filters.judge(text, nothing);
    return { ok: true, value: finding ? { finding } : {} };
  }

  /** Why an action cannot be done, if it would bring filters that do not compile. (SPEC FI12) */
  faultOf(action: ModerationAction): Refusal | undefined {
    if (action.kind !== "set-filters") return undefined;
    const compiled = this.tryOut(action.rules, "");
    return compiled.ok ? undefined : compiled;
  }

  #compile(json: string, kept = this.#compiled, most = KEPT_FILTERS): CompiledFilters {
    const known = kept.get(json);
    if (known) return known;
    const compiled =
      this.#tried.get(json) ?? compileFilters(JSON.parse(json) as FilterSet, this.#patterns);
    kept.set(json, compiled);
    dropOldest(kept, most);
    return compiled;
  }
}

function dropOldest(map: Map<string, unknown>, kept: number): void {
  const [oldest] = map.keys();
  if (map.size > kept && oldest !== undefined) map.delete(oldest);
}
