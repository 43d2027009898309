import { channelOf } from "#protocol";
import { channelKey, channelOfKey } from "../ports/channel-key.ts";
import type { StoreClock } from "../ports/store-clock.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";
import { PolicyCache } from "./policy-cache.ts";
import type { ScopePolicy } from "./scope-policy.ts";
import { StreamPolicy } from "./stream-policy.ts";

export interface PoliciesOptions {
  store: ModerationStore;
  time: StoreClock;
  /** Called when a stream's policy has changed, or a sanction has ended. */
  onChanged: (streamId: string) => void;
  /** Called when that is so in every stream of a channel. */
  onChannelChanged?: (channelId: string) => void;
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
  readonly #time: StoreClock;
  readonly #streams: PolicyCache;
  readonly #channels: PolicyCache;
  readonly #open = new Map<string, Open>();
  /** How many open streams each channel has. */
  readonly #counts = new Map<string, number>();

  constructor({ store, time, onChanged, onChannelChanged }: PoliciesOptions) {
    this.#time = time;
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
