import type { StoreClock } from "../ports/store-clock.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";
import { StreamPolicy } from "./stream-policy.ts";

export interface PoliciesOptions {
  store: ModerationStore;
  time: StoreClock;
  /** Called when who may write what has changed in a stream, or a sanction has ended. */
  onChanged: (streamId: string) => void;
}

interface Kept {
  policy: StreamPolicy;
  /** The newest version that was heard of. */
  heard: number;
  reading: Promise<StreamPolicy> | undefined;
  cancelAlarm: () => void;
}

/**
 * The policies of the streams that are open on this node, and the store's clock by which
 * they are judged. (SPEC MO12)
 */
export class Policies {
  readonly #options: PoliciesOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #opening = new Map<string, Promise<StreamPolicy>>();

  constructor(options: PoliciesOptions) {
    this.#options = options;
  }

  /** The time by the store's clock, as far as this node knows it. */
  nowMs(): number {
    return this.#options.time.nowMs();
  }

  /** The policy of a stream that is open here. */
  get(streamId: string): StreamPolicy | undefined {
    return this.#kept.get(streamId)?.policy;
  }

  /** Reads a stream's policy, unless it is here. */
  async open(streamId: string): Promise<StreamPolicy> {
    const known = this.get(streamId) ?? this.#opening.get(streamId);
    if (known) return known;
    const opening = this.#read(streamId, undefined);
    this.#opening.set(streamId, opening);
    try {
      const policy = await opening;
      if (this.#opening.get(streamId) === opening) this.#keep(streamId, policy);
      return policy;
    } finally {
      if (this.#opening.get(streamId) === opening) this.#opening.delete(streamId);
    }
  }

  /** Takes note that a stream's policy has some version by now. */
  noteVersion(streamId: string, version: number): void {
    const kept = this.#kept.get(streamId);
    if (!kept) {
      // One that is being read may be older.
      void this.#opening.get(streamId)?.then(
        () => this.#kept.has(streamId) && this.noteVersion(streamId, version),
        () => undefined,
      );
      return;
    }
    if (version <= kept.heard) return;
    kept.heard = version;
    // If the store fails here, the next round tries again.
    this.refresh(streamId).catch(() => undefined);
  }

  /** Reads what is newer than what is here, until that is as new as what was heard of. */
  async refresh(streamId: string, version = 0): Promise<StreamPolicy> {
    const kept = this.#kept.get(streamId);
    if (!kept) return this.open(streamId);
    kept.heard = Math.max(kept.heard, version);
    while (kept.policy.version < kept.heard)
      await (kept.reading ??= this.#readNews(streamId, kept));
    return kept.policy;
  }

  /**
   * Resolves once this node judges by a version that was committed, so that whoever acted meets
   * what they did; also when the store cannot be read, which the next round tries again.
   */
  async catchUp(streamId: string, version: number): Promise<void> {
    if (this.#kept.has(streamId)) await this.refresh(streamId, version).catch(() => undefined);
  }

  /** One round: reads what could not be read when it was heard of. */
  retryReads(): void {
    for (const [streamId, { policy, heard }] of this.#kept)
      if (policy.version < heard) this.refresh(streamId).catch(() => undefined);
  }

  forget(streamId: string): void {
    this.#kept.get(streamId)?.cancelAlarm();
    this.#kept.delete(streamId);
    this.#opening.delete(streamId);
  }

  #keep(streamId: string, policy: StreamPolicy): void {
    this.#kept.set(streamId, {
      policy,
      heard: policy.version,
      reading: undefined,
      cancelAlarm: this.#watch(streamId, policy),
    });
  }

  async #readNews(streamId: string, kept: Kept): Promise<StreamPolicy> {
    try {
      const { heard, policy: before } = kept;
      const policy = await this.#read(streamId, before);
      kept.policy = policy;
      // A store that was put back to an older state does not have what was heard of before it was asked.
      if (kept.heard === heard && policy.version < heard) kept.heard = policy.version;
      if (this.#kept.get(streamId) !== kept) return policy;
      kept.cancelAlarm();
      kept.cancelAlarm = this.#watch(streamId, policy);
      this.#options.onChanged(streamId);
      return policy;
    } finally {
      kept.reading = undefined;
    }
  }

  async #read(streamId: string, before: StreamPolicy | undefined): Promise<StreamPolicy> {
    const { store, time } = this.#options;
    for (let policy = before; ;) {
      const version = policy?.version ?? 0;
      const news = await time.learn(() => store.readPolicy(streamId, version));
      policy = StreamPolicy.of(news, policy);
      if (!news.more) return policy;
    }
  }

  /** Tells when the next sanction ends; what it returns calls that off. */
  #watch(streamId: string, policy: StreamPolicy): () => void {
    const endMs = policy.nextEndMs(this.nowMs());
    if (endMs === undefined) return () => undefined;
    return this.#options.time.after(Math.max(0, endMs - this.nowMs()), () => {
      const kept = this.#kept.get(streamId);
      if (!kept || kept.policy !== policy) return;
      // Timers may ring a little early: then this one is set again.
      kept.cancelAlarm = this.#watch(streamId, policy);
      if (this.nowMs() >= endMs) this.#options.onChanged(streamId);
    });
  }
}
