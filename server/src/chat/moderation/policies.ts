import { channelOf } from "#protocol";
import { channelKey, channelOfKey } from "../ports/channel-key.ts";
import type { StoreClock } from "../ports/store-clock.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";
import { ScopePolicy, StreamPolicy } from "./stream-policy.ts";

export interface PoliciesOptions {
  store: ModerationStore;
  time: StoreClock;
  /** Called when a stream's policy has changed, or a sanction has ended. */
  onChanged: (streamId: string) => void;
  /** Called when that is so in every stream of a channel. */
  onChannelChanged?: (channelId: string) => void;
  /** Called when a channel has no open stream left. */
  onChannelForgotten?: (key: string) => void;
}

/** A stream that is open on this node. */
interface Open {
  readonly channelId: string;
  readonly key: string;
  /** Made of the newest policies of both, as long as these are the newest. */
  policy: StreamPolicy | undefined;
}

/**
 * The policies of the streams that are open on this node and of their channels, and the
 * store's clock by which they are judged. (SPEC MO12, CH4)
 *
 * A channel's is here once, however many of its streams are open. To one to which nothing was
 * ever done, no read is spent: a stream's policy says so.
 */
export class Policies {
  readonly #store: ModerationStore;
  readonly #time: StoreClock;
  readonly #onChannelForgotten: ((key: string) => void) | undefined;
  readonly #streams: PolicyCache;
  readonly #channels: PolicyCache;
  readonly #open = new Map<string, Open>();
  /** How many open streams each channel has. */
  readonly #counts = new Map<string, number>();

  constructor({ store, time, onChanged, onChannelChanged, onChannelForgotten }: PoliciesOptions) {
    this.#store = store;
    this.#time = time;
    this.#onChannelForgotten = onChannelForgotten;
    this.#streams = new PolicyCache({ store, time, onChanged });
    this.#channels = new PolicyCache({
      store,
      time,
      onChanged: (key) => onChannelChanged?.(channelOfKey(key)),
    });
  }

  /** The time by the store's clock, as far as this node knows it. */
  nowMs(): number {
    return this.#time.nowMs();
  }

  /** The policy of a stream that is open here. */
  get(streamId: string): StreamPolicy | undefined {
    const open = this.#open.get(streamId);
    if (!open) return undefined;
    const stream = this.#streams.get(streamId);
    const channel = this.#channels.get(open.key);
    if (!stream || !channel) return undefined;
    if (open.policy?.stream !== stream || open.policy.channel !== channel)
      open.policy = new StreamPolicy(stream, channel, open.channelId);
    return open.policy;
  }

  /** Reads a stream's policy and its channel's, unless they are here. */
  async open(streamId: string): Promise<StreamPolicy> {
    const known = this.get(streamId);
    if (known) return known;
    const channelId = channelOf(streamId);
    const key = channelKey(channelId);
    const stream = await this.#streams.open(streamId);
    const channel = await this.#openChannel(key, stream);
    // A policy that was dropped meanwhile is not stored.
    if (this.#streams.get(streamId)) this.#count(streamId, channelId, key);
    else if (!this.#counts.has(key)) this.#channels.forget(key);
    return this.get(streamId) ?? new StreamPolicy(stream, channel, channelId);
  }

  /** Records the version that a stream's policy has reached. */
  noteVersion(streamId: string, version: number): void {
    this.#streams.noteVersion(streamId, version);
  }

  /** Takes note that a channel's policy has some version by now. */
  noteChannelVersion(channelId: string, version: number): void {
    this.#channels.noteVersion(channelKey(channelId), version);
  }

  /** Reads what is newer than what is here, until that is as new as what was heard of. */
  async refresh(streamId: string, version = 0, channelVersion = 0): Promise<StreamPolicy> {
    const open = this.#open.get(streamId);
    if (!open) return this.open(streamId);
    await Promise.all([
      this.#streams.refresh(streamId, version),
      this.#channels.refresh(open.key, channelVersion),
    ]);
    return this.get(streamId) ?? this.open(streamId);
  }

  /** Reads as far as the store has got, whatever was heard of. */
  async readNewest(streamId: string): Promise<StreamPolicy> {
    const { version, channelVersion } = await this.#store.readPolicy(
      streamId,
      Number.MAX_SAFE_INTEGER,
    );
    await this.open(streamId);
    return this.refresh(streamId, version, channelVersion);
  }

  /**
   * Resolves once this node judges by versions that were committed, so that whoever acted meets
   * what they did; also when the store cannot be read, which the next round tries again.
   */
  async catchUp(streamId: string, version: number, channelVersion = 0): Promise<void> {
    if (this.#open.has(streamId))
      await this.refresh(streamId, version, channelVersion).catch(() => undefined);
  }

  /** The same for a channel, whichever of its streams are open here. */
  catchUpChannel(channelId: string, version: number): Promise<void> {
    return this.#channels.catchUp(channelKey(channelId), version);
  }

  /** One round: retries the reads that failed. */
  retryReads(): void {
    this.#streams.retryReads();
    this.#channels.retryReads();
  }

  forget(streamId: string): void {
    this.#streams.forget(streamId);
    const open = this.#open.get(streamId);
    if (!open) return;
    this.#open.delete(streamId);
    const left = (this.#counts.get(open.key) ?? 1) - 1;
    if (left > 0) this.#counts.set(open.key, left);
    else {
      this.#counts.delete(open.key);
      this.#channels.forget(open.key);
      this.#onChannelForgotten?.(open.key);
    }
  }

  #openChannel(key: string, { channelVersion }: ScopePolicy): Promise<ScopePolicy> | ScopePolicy {
    return channelVersion === 0 ? this.#channels.openEmpty(key) : this.#channels.open(key);
  }

  #count(streamId: string, channelId: string, key: string): void {
    if (this.#open.has(streamId)) return;
    this.#open.set(streamId, { channelId, key, policy: undefined });
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }
}

interface PolicyCacheOptions {
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
class PolicyCache {
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
