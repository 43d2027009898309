import type { Clock } from "../../ports/clock.ts";
import type { DomainEvents } from "../../ports/domain-events.ts";
import { findLinkedHosts } from "./find-links.ts";

/** An unused permit expires after this time. (SPEC FI14) */
const PERMIT_MS = 600_000;
const MAX_PERMITS = 10_000;

/** A permit reserved for one message until it is known whether that was sent. */
export interface ClaimedPermit {
  /** The message was sent: the permit ends on all nodes. */
  use(): void;
  /** The message was not sent: the permit can be claimed again. */
  giveBack(): void;
}

/** Permits to post one message with links where links are not allowed. (SPEC FI14) */
export class LinkPermits {
  /** Expiry time of each permit, oldest first. */
  readonly #untilMs = new Map<string, number>();
  readonly #clock: Clock;
  readonly #events: DomainEvents;

  constructor(clock: Clock, events: DomainEvents) {
    this.#clock = clock;
    this.#events = events;
  }

  grant(streamId: string, userId: string): void {
    const key = keyOf(streamId, userId);
    this.#untilMs.delete(key);
    this.#untilMs.set(key, this.#clock.nowMs() + PERMIT_MS);
    const [oldest] = this.#untilMs.keys();
    if (this.#untilMs.size > MAX_PERMITS && oldest !== undefined) this.#untilMs.delete(oldest);
  }

  /** Applies another node's notice that a permit was given or used. */
  apply({ streamId, userId, used }: { streamId: string; userId: string; used?: true }): void {
    if (used) this.end(streamId, userId);
    else this.grant(streamId, userId);
  }

  /** Claims the permit of somebody who is about to post a link, if they have one. (SPEC FI14) */
  claim({
    streamId,
    userId,
    text,
  }: {
    streamId: string;
    userId: string;
    text: string;
  }): ClaimedPermit | undefined {
    const untilMs = this.#untilMs.get(keyOf(streamId, userId)) ?? 0;
    if (untilMs <= this.#clock.nowMs()) return undefined;
    if (findLinkedHosts(text).length === 0) return undefined;
    const giveBack = this.end(streamId, userId);
    return {
      giveBack,
      use: () => this.#events.emit("link-permit-used", { streamId, userId }),
    };
  }

  /** Ends a permit; the returned function restores it, if there was one. */
  end(streamId: string, userId: string): () => void {
    const key = keyOf(streamId, userId);
    const untilMs = this.#untilMs.get(key);
    this.#untilMs.delete(key);
    return () => {
      if (untilMs !== undefined && !this.#untilMs.has(key)) this.#untilMs.set(key, untilMs);
    };
  }
}

function keyOf(streamId: string, userId: string): string {
  return `${streamId} ${userId}`;
}
