import type { ChatMessage, Entry, Position } from "#protocol";

/** What a join is answered with: the log up to `position`, as of one moment. (SPEC JR4) */
export type JoinAnswer = { position: Position } & (
  | { recovered: true; entries: Entry[] }
  | { recovered: false; messages: ChatMessage[]; more: boolean }
);

/** Deltas kept at once: a crowd that lost the server together stands at few places. */
const DELTAS = 8;

/**
 * The answers for those who join now, until the log changes.
 *
 * A crowd gets the same object, which never changes: whoever encodes it can do so once.
 */
export class JoinAnswerCache {
  #snapshot: JoinAnswer | undefined;
  #partial: JoinAnswer | undefined;
  /** By the seq after which they begin. */
  readonly #deltas = new Map<number, JoinAnswer>();

  snapshot(build: () => JoinAnswer | undefined): JoinAnswer | undefined {
    return (this.#snapshot ??= build());
  }

  /** The best that there is while no snapshot can be had. */
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
