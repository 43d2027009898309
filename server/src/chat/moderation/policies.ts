import type { StoreClock } from "../ports/store-clock.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";
import { StreamPolicy } from "./stream-policy.ts";

export interface PoliciesOptions {
  store: ModerationStore;
  time: StoreClock;
  /** Called when a stream's policy has changed, or a sanction has ended. */
  onChanged: (streamId: string) => void;
}

interface Kept {
  policy: StreamPolicy;
  /** The newest version announced so far. */
  heard: number;
  reading: Promise<StreamPolicy> | undefined;
  cancelAlarm: () => void;
}

/**
 * The policies of the streams that are open on this node, and the store's clock, by which they are
 * evaluated. (SPEC MO12)
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

  /** Reads a stream's policy, unless it is cached. */
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

  /** Records the version that a stream's policy has reached. */
  noteVersion(streamId: string, version: number): void {
    const kept = this.#kept.get(streamId);
    if (!kept) {
      // A read in progress may return an older version.
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

  /** Reads newer changes until the cached policy is as new as the announced version. */
  async refresh(streamId: string, version = 0): Promise<StreamPolicy> {
    const kept = this.#kept.get(streamId);
    if (!kept) return this.open(streamId);
    kept.heard = Math.max(kept.heard, version);
    while (kept.policy.version < kept.heard)
      await (kept.reading ??= this.#readNews(streamId, kept));
    return kept.policy;
  }

  /**
   * Resolves once this node uses at least the committed version, so that staff see the effect of
   * their own action. Also resolves when the store cannot be read; the next round retries.
   */
  async catchUp(streamId: string, version: number): Promise<void> {
    if (this.#kept.has(streamId)) await this.refresh(streamId, version).catch(() => undefined);
  }

  /** One round: retries the reads that failed. */
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
      // A store restored to an older state does not have the version announced before this read.
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

  /** Sets an alarm for the end of the next sanction; the returned function cancels it. */
  #watch(streamId: string, policy: StreamPolicy): () => void {
    const endMs = policy.nextEndMs(this.nowMs());
    if (endMs === undefined) return () => undefined;
    return this.#options.time.after(Math.max(0, endMs - this.nowMs()), () => {
      const kept = this.#kept.get(streamId);
      if (!kept || kept.policy !== policy) return;
      // Timers may fire a little early: set the alarm again.
      kept.cancelAlarm = this.#watch(streamId, policy);
      if (this.nowMs() >= endMs) this.#options.onChanged(streamId);
    });
  }
}
