import type { ChatMessage, Entry, Position } from "#protocol";

/** The answer to a join: the log up to `position`, as of one moment. (SPEC JR4) */
export type JoinAnswer = { position: Position } & (
  | { recovered: true; entries: Entry[] }
  | { recovered: false; messages: ChatMessage[]; more: boolean }
);

/** Number of cached deltas: clients that lost the server together stand at few positions. */
const DELTAS = 8;

/**
 * Cached answers for joins, until the log changes.
 *
 * All clients get the same immutable object, so it can be encoded once.
 */
export class JoinAnswerCache {
  #snapshot: JoinAnswer | undefined;
  #partial: JoinAnswer | undefined;
  /** By the seq after which each delta begins. */
  readonly #deltas = new Map<number, JoinAnswer>();

  snapshot(build: () => JoinAnswer | undefined): JoinAnswer | undefined {
    return (this.#snapshot ??= build());
  }

  /** The best answer available while no snapshot can be built. */
  partial(build: () => JoinAnswer): JoinAnswer {
    return (this.#partial ??= build());
  }

  delta(afterSeq: number, build: () => JoinAnswer): JoinAnswer {
    let delta = this.#deltas.get(afterSeq);
    if (!delta) {
      delta = build();
      if (this.#deltas.size >= DELTAS) this.#deltas.clear();
      this.#deltas.set(afterSeq, delta);
    }
    return delta;
  }

  clear(): void {
    this.#snapshot = undefined;
    this.#partial = undefined;
    this.#deltas.clear();
  }
}
