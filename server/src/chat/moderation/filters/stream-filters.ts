import {
  accept,
  refuse,
  type FilterFinding,
  type FilterLanguage,
  FILTER_LANGUAGES,
  type FilterRule,
  type FilterSet,
  type ModerationAction,
  type Refusal,
  type Result,
} from "#protocol";
import type { AlarmClock } from "../../ports/clock.ts";
import { channelKey } from "../../ports/channel-key.ts";
import type { StreamPolicy } from "../stream-policy.ts";
import { AnalyzedText } from "./analyzed-text.ts";
import { FilterCache } from "./filter-cache.ts";
import type { FilterCompiler } from "./filter-compiler.ts";
import { Filters } from "./filters.ts";
import { toTextKey, type Utterance } from "./recent-texts.ts";
import { RecentTextsByStream } from "./recent-texts-by-stream.ts";
import { StarterLexicons } from "./starter-lists/starter-lexicons.ts";

/** What judges the texts of a stream: the rules of its channel, then its own. */
export interface PolicyFilters {
  channel: Filters | undefined;
  stream: Filters | undefined;
}

/** A text on its way into a stream. */
export interface Written extends Utterance {
  streamId: string;
}

export interface StreamFiltersOptions {
  clock: Pick<AlarmClock, "after">;
  /** Maximum memory of the compiled filters of all streams. */
  maxBytes?: number;
  /** How long a send waits until its stream's filters are compiled. */
  waitMs?: number;
}

const MAX_BYTES = 128 * 1024 * 1024;
/** Maximum memory of rules that somebody tries out; they never evict a stream's filters. */
const MAX_TRIED_BYTES = 8 * 1024 * 1024;
const WAIT_MS = 1_500;
/** Maximum number of sends of one stream that wait for its filters. */
const MAX_WAITING = 200;
const NOTHING_ELSE = { repeats: () => ({ byOne: 0, byMany: 0 }), mayLink: false };

type Compiled = { ok: true; filters: Filters; bytes: number } | Refusal;

interface Compiling {
  compiled: Promise<Compiled>;
  waiting: number;
}

/** Judges texts by the filters of their stream. (SPEC FI2) */
export class StreamFilters {
  readonly #compiler: FilterCompiler;
  readonly #clock: Pick<AlarmClock, "after">;
  readonly #waitMs: number;
  readonly #starters = new StarterLexicons();
  readonly #kept: FilterCache;
  readonly #tried = new FilterCache(MAX_TRIED_BYTES);
  /** Compilations for sends that are in progress, by JSON. */
  readonly #compiling = new Map<string, Compiling>();
  readonly #recent = new RecentTextsByStream();

  constructor(compiler: FilterCompiler, options: StreamFiltersOptions) {
    this.#compiler = compiler;
    this.#clock = options.clock;
    this.#waitMs = options.waitMs ?? WAIT_MS;
    this.#kept = new FilterCache(options.maxBytes ?? MAX_BYTES);
  }

  /**
   * Returns a stream's filters as its policy has them. Waits while they are compiled, so that no
   * message passes without the newest filters. Refused as `server-busy` if that takes too long, or
   * too many sends wait. (SPEC FI12, FI16)
   */
  async ready(streamId: string, json: string | undefined): Promise<Result<Filters | undefined>> {
    if (json === undefined) return accept(undefined);
    const filters = this.#kept.get(streamId, json) ?? (await this.#compileForSend(streamId, json));
    return filters instanceof Filters ? accept(filters) : filters;
  }

  /**
   * A stream's filters and those of its channel, which come first; as `ready` has each of them.
   * Without rules of a channel, it costs nothing that there could be some. (SPEC CH8)
   */
  async readyFor(
    streamId: string,
    { stream, channel, channelId }: StreamPolicy,
  ): Promise<Result<PolicyFilters>> {
    const own = await this.ready(streamId, stream.filters);
    if (!own.ok || channel.filters === undefined)
      return own.ok ? accept({ channel: undefined, stream: own.value }) : own;
    const ofChannel = await this.ready(channelKey(channelId), channel.filters);
    return ofChannel.ok ? accept({ channel: ofChannel.value, stream: own.value }) : ofChannel;
  }

  /** What they find in a text. At once, so that nothing is noted in between. */
  judge(
    filters: PolicyFilters,
    { streamId, text, userId, clientId }: Written,
    nowMs: number,
    mayLink: boolean,
  ): FilterFinding | undefined {
    if (!filters.channel && !filters.stream) return undefined;
    let key: string | undefined;
    const analyzed = new AnalyzedText(text);
    const context = {
      repeats: (ms: number) => {
        key ??= toTextKey(text);
        return this.#recent.repeats(streamId, key, { userId, clientId }, nowMs - ms);
      },
      mayLink,
    };
    const finding = filters.channel?.judge(analyzed, context);
    if (finding) return { ...finding, scope: "channel" };
    return filters.stream?.judge(analyzed, context);
  }

  /** Takes note of what is written, where filters ask for it; what it returns takes that back. */
  note({ stream, channel }: StreamPolicy, written: Written, nowMs: number): () => void {
    const isAsked = [stream, channel].some(({ filters }) => filters?.includes('"repeats"'));
    if (!isAsked) return () => undefined;
    return this.#recent.note(written.streamId, written, nowMs);
  }

  /** What the given rules would find in a text, or why the rules are invalid. (SPEC FI12, FI13) */
  async tryOut(rules: FilterRule[], text: string): Promise<Result<{ finding?: FilterFinding }>> {
    const json = JSON.stringify({ rules });
    const known = this.#kept.find(json) ?? this.#tried.get(json, json);
    let filters = known;
    if (!filters) {
      const compiled = await this.#compile(json, true);
      if (!compiled.ok) return compiled;
      ({ filters } = compiled);
      this.#tried.keep(json, json, filters, compiled.bytes);
    }
    const finding = text === "" ? undefined : filters.judge(text, NOTHING_ELSE);
    return accept(finding ? { finding } : {});
  }

  /** Why an action is refused because its filters are invalid. (SPEC FI12) */
  async faultOf(action: ModerationAction): Promise<Refusal | undefined> {
    if (action.kind !== "set-filters") return undefined;
    const compiled = await this.tryOut(action.rules, "");
    return compiled.ok ? undefined : compiled;
  }

  /** Drops what is kept of a stream, or of a channel by its key, that is no longer in memory. */
  forget(streamId: string): void {
    this.#kept.forget(streamId);
    this.#recent.forget(streamId);
  }

  /** Approximate memory of the compiled filters, in bytes. */
  get bytes(): number {
    return this.#kept.bytes + this.#tried.bytes;
  }

  close(): Promise<void> {
    return this.#compiler.close();
  }

  async #compileForSend(streamId: string, json: string): Promise<Filters | Refusal> {
    const ready = this.#kept.find(json) ?? this.#tried.get(json, json);
    if (ready) {
      this.#kept.keep(
        streamId,
        json,
        ready,
        this.#kept.bytesOf(json) ?? this.#tried.bytesOf(json)!,
      );
      return ready;
    }
    let compiling = this.#compiling.get(json);
    if (!compiling) {
      const compiled = this.#compile(json, false).finally(() => this.#compiling.delete(json));
      this.#compiling.set(json, (compiling = { compiled, waiting: 0 }));
    }
    if (compiling.waiting >= MAX_WAITING) return busy();
    compiling.waiting++;
    const compiled = await this.#inTime(compiling.compiled);
    compiling.waiting--;
    if (!compiled.ok) return compiled;
    this.#kept.keep(streamId, json, compiled.filters, compiled.bytes);
    return compiled.filters;
  }

  async #inTime(compiling: Promise<Compiled>): Promise<Compiled> {
    let cancel = () => {};
    const late = new Promise<Compiled>((resolve) => {
      cancel = this.#clock.after(this.#waitMs, () => resolve(busy()));
    });
    try {
      return await Promise.race([compiling, late]);
    } finally {
      cancel();
    }
  }

  async #compile(json: string, forStaff: boolean): Promise<Compiled> {
    const known = FILTER_LANGUAGES.filter((language: FilterLanguage) =>
      this.#starters.has(language),
    );
    try {
      const compiled = await this.#compiler.compile(
        json,
        { known, strict: forStaff },
        forStaff ? "staff" : "send",
      );
      if (!compiled.ok)
        return refuse("bad-request", { message: `${compiled.rule}: ${compiled.fault}` });
      const { parts } = compiled;
      for (const [language, lexicon] of parts.starters)
        if (!this.#starters.has(language)) this.#starters.add(language, lexicon);
      const filters = new Filters(JSON.parse(json) as FilterSet, parts, this.#starters);
      return { ok: true, filters, bytes: parts.bytes + json.length * 2 };
    } catch {
      return busy();
    }
  }
}

function busy(): Refusal {
  return refuse("server-busy", {
    message: "The filters of this stream are being prepared. Try again after retryAfterMs.",
    retryAfterMs: 1_000,
  });
}
