import type { Clock } from "../../ports/clock.ts";
import type { DomainEvents } from "../../ports/domain-events.ts";
import { findLinkedHosts } from "./find-links.ts";

/** A permit that is not used ends by itself. (SPEC FI14) */
const PERMIT_MS = 600_000;
const MAX_PERMITS = 10_000;

/** A permit that a message has to itself, until it is known whether it was sent. */
export interface ClaimedPermit {
  /** It was: the permit is over, on all nodes. */
  use(): void;
  /** It was not: the next may have it. */
  giveBack(): void;
}

/** Who may post one message with links, where they otherwise might not. (SPEC FI14) */
export class LinkPermits {
  /** Until when each holds, the oldest first. */
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

  /** Applies what another node tells: somebody may post a link, or has posted it. */
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

  /** Ends a permit; what it returns gives it back, where there was one. */
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
