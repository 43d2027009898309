import type { StoreClock } from "../ports/store-clock.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";
import { ScopePolicy } from "./scope-policy.ts";

export interface PolicyCacheOptions {
  store: Pick<ModerationStore, "readPolicy">;
  time: StoreClock;
  /** Called when who may write what has changed, or a sanction has ended. */
  onChanged: (key: string) => void;
}

interface Kept {
  policy: ScopePolicy;
  /** The newest version that was heard of. */
  heard: number;
  reading: Promise<ScopePolicy> | undefined;
  cancelAlarm: () => void;
}

/** The policies of some scopes, each as new as what was heard of it: of streams, or of channels. (SPEC MO12) */
export class PolicyCache {
  readonly #options: PolicyCacheOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #opening = new Map<string, Promise<ScopePolicy>>();

  constructor(options: PolicyCacheOptions) {
    this.#options = options;
  }

  /** The policy of a scope that is open here. */
  get(key: string): ScopePolicy | undefined {
    return this.#kept.get(key)?.policy;
  }

  /** Reads a scope's policy, unless it is here. */
  async open(key: string): Promise<ScopePolicy> {
    const known = this.get(key) ?? this.#opening.get(key);
    if (known) return known;
    const opening = this.#read(key, undefined);
    this.#opening.set(key, opening);
    try {
      const policy = await opening;
      if (this.#opening.get(key) === opening) this.#keep(key, policy);
      return policy;
    } finally {
      if (this.#opening.get(key) === opening) this.#opening.delete(key);
    }
  }

  /** Keeps the policy of a scope to which nothing was ever done, unless there is another. */
  openEmpty(key: string): ScopePolicy {
    const known = this.get(key);
    if (known) return known;
    const policy = ScopePolicy.empty();
    this.#keep(key, policy);
    return policy;
  }

  /** Takes note that a policy has some version by now. */
  noteVersion(key: string, version: number): void {
    const kept = this.#kept.get(key);
    if (!kept) {
      // One that is being read may be older.
      void this.#opening.get(key)?.then(
        () => this.#kept.has(key) && this.noteVersion(key, version),
        () => undefined,
      );
      return;
    }
    if (version <= kept.heard) return;
    kept.heard = version;
    // If the store fails here, the next round tries again.
    this.refresh(key).catch(() => undefined);
  }

  /** Reads what is newer than what is here, until that is as new as what was heard of. */
  async refresh(key: string, version = 0): Promise<ScopePolicy> {
    const kept = this.#kept.get(key);
    if (!kept) return this.open(key);
    kept.heard = Math.max(kept.heard, version);
    while (kept.policy.version < kept.heard) await (kept.reading ??= this.#readNews(key, kept));
    return kept.policy;
  }

  /**
   * Resolves once this node judges by a version that was committed, so that whoever acted meets
   * what they did; also when the store cannot be read, which the next round tries again.
   */
  async catchUp(key: string, version: number): Promise<void> {
    if (this.#kept.has(key)) await this.refresh(key, version).catch(() => undefined);
  }

  /** One round: reads what could not be read when it was heard of. */
  retryReads(): void {
    for (const [key, { policy, heard }] of this.#kept)
      if (policy.version < heard) this.refresh(key).catch(() => undefined);
  }

  forget(key: string): void {
    this.#kept.get(key)?.cancelAlarm();
    this.#kept.delete(key);
    this.#opening.delete(key);
  }

  #keep(key: string, policy: ScopePolicy): void {
    this.#kept.set(key, {
      policy,
      heard: policy.version,
      reading: undefined,
      cancelAlarm: this.#watch(key, policy),
    });
  }

  async #readNews(key: string, kept: Kept): Promise<ScopePolicy> {
    try {
      const { heard, policy: before } = kept;
      const policy = await this.#read(key, before);
      kept.policy = policy;
      // A store that was put back to an older state does not have what was heard of before it was asked.
      if (kept.heard === heard && policy.version < heard) kept.heard = policy.version;
      if (this.#kept.get(key) !== kept) return policy;
      kept.cancelAlarm();
      kept.cancelAlarm = this.#watch(key, policy);
      this.#options.onChanged(key);
      return policy;
    } finally {
      kept.reading = undefined;
    }
  }

  async #read(key: string, before: ScopePolicy | undefined): Promise<ScopePolicy> {
    const { store, time } = this.#options;
    for (let policy = before; ;) {
      const version = policy?.version ?? 0;
      const news = await time.learn(() => store.readPolicy(key, version));
      policy = ScopePolicy.of(news, policy);
      if (!news.more) return policy;
    }
  }

  /** Tells when the next sanction ends; what it returns calls that off. */
  #watch(key: string, policy: ScopePolicy): () => void {
    const endMs = policy.nextEndMs(this.#options.time.nowMs());
    if (endMs === undefined) return () => undefined;
    return this.#options.time.after(Math.max(0, endMs - this.#options.time.nowMs()), () => {
      const kept = this.#kept.get(key);
      if (!kept || kept.policy !== policy) return;
      // Timers may ring a little early: then this one is set again.
      kept.cancelAlarm = this.#watch(key, policy);
      if (this.#options.time.nowMs() >= endMs) this.#options.onChanged(key);
    });
  }
}
