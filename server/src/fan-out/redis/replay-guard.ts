import { randomBytes } from "node:crypto";
import type { Clock } from "../../chat/ports/clock.ts";

/** Time limit of a challenge; after it, the sender's next message starts another one. */
const CHALLENGE_MS = 1_000;
/** Minimum interval between checks that are caused by messages of older nodes. */
const HINT_MS = 1_000;
/** Maximum number of known senders, and of pending challenges: more must be made up. */
const MOST_SENDERS = 1_000;
const MOST_CHALLENGES = 100;

/** How a message from another node is treated. */
export type ReplayVerdict =
  /** New, from a node that is known to be alive. */
  | { kind: "fresh" }
  /** A duplicate, or from a sender with a pending challenge. */
  | { kind: "worthless" }
  /** The sender is unknown: only a live node can answer this challenge. */
  | { kind: "challenge"; nonce: string }
  /** Without a number, as from older nodes: something may have happened. */
  | { kind: "hint" };

/**
 * Distinguishes new messages of other nodes from recorded ones that somebody replays.
 *
 * Each node numbers its messages. A newly met node may be long gone: it is trusted once it has
 * answered a challenge, and then only for higher numbers.
 */
export class ReplayGuard {
  readonly #clock: Clock;
  /** The last number of each live sender; least recently met first. */
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

  /** Accepts the answer to a challenge; returns whether a sender became known by it. */
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
