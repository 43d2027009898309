import { randomBytes } from "node:crypto";
import type { Clock } from "../../chat/ports/clock.ts";

/** How long a challenge may take; then the next word of that sender is worth another. */
const CHALLENGE_MS = 1_000;
/** Old nodes' messages are looked into together, so often at most. */
const HINT_MS = 1_000;
/** Senders kept in mind, and challenges under way: more are made up. */
const MOST_SENDERS = 1_000;
const MOST_CHALLENGES = 100;

/** What a message from another node is worth. */
export type ReplayVerdict =
  /** It is new, from a node that is known to be there. */
  | { kind: "fresh" }
  /** It came before, or is from a sender who is being challenged. */
  | { kind: "worthless" }
  /** Nothing is known of its sender: only a live one can answer this. */
  | { kind: "challenge"; nonce: string }
  /** It has no number, as those of older nodes: something may have happened. */
  | { kind: "hint" };

/**
 * Tells what another node says now from what somebody recorded and says again.
 *
 * Each node numbers what it tells. A node that was just met may be one that is long gone:
 * it is believed once it has answered a challenge, and then only beyond that number.
 */
export class ReplayGuard {
  readonly #clock: Clock;
  /** The last number of each sender that is there; least recently met first. */
  readonly #senders = new Map<string, number>();
  readonly #challenges = new Map<string, { nonce: string; atMs: number }>();
  #hintedAtMs = -Infinity;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  judge(from: string, number: number | undefined): ReplayVerdict {
    const last = this.#senders.get(from);
    if (last !== undefined) {
      if (number === undefined || number <= last) return { kind: "worthless" };
      this.#senders.set(from, number);
      return { kind: "fresh" };
    }
    return number === undefined ? this.#hint() : this.#challenge(from);
  }

  /** Takes the answer to a challenge; whether a sender became known by it. */
  prove(from: string, nonce: string, number: number): boolean {
    if (this.#challenges.get(from)?.nonce !== nonce) return false;
    this.#challenges.delete(from);
    if (this.#senders.size >= MOST_SENDERS) forgetFirst(this.#senders);
    this.#senders.set(from, number);
    return true;
  }

  #challenge(from: string): ReplayVerdict {
    const nowMs = this.#clock.nowMs();
    const before = this.#challenges.get(from);
    if (before && Math.abs(nowMs - before.atMs) < CHALLENGE_MS) return { kind: "worthless" };
    this.#challenges.delete(from);
    if (this.#challenges.size >= MOST_CHALLENGES) forgetFirst(this.#challenges);
    const nonce = randomBytes(12).toString("base64url");
    this.#challenges.set(from, { nonce, atMs: nowMs });
    return { kind: "challenge", nonce };
  }

  #hint(): ReplayVerdict {
    const nowMs = this.#clock.nowMs();
    if (Math.abs(nowMs - this.#hintedAtMs) < HINT_MS) return { kind: "worthless" };
    this.#hintedAtMs = nowMs;
    return { kind: "hint" };
  }
}

function forgetFirst(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
