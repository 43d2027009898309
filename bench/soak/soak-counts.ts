import type { Answer } from "#protocol";

/** What a soak has done, what was refused, and what people lost. */
export class SoakCounts {
  readonly #counts = new Map<string, number>();
  readonly #losses = new Map<string, number>();

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  answered(what: string, answer: Answer): void {
    this.add(answer.ok ? what : `${what} refused: ${answer.error.code}`);
  }

  /** Something that a client could not repair: the soak has failed. */
  lost(what: string): void {
    this.#losses.set(what, (this.#losses.get(what) ?? 0) + 1);
  }

  of(what: string): number {
    return this.#counts.get(what) ?? 0;
  }

  /** All counts, by name. */
  list(): string[] {
    return listOf(this.#counts);
  }

  losses(): string[] {
    return listOf(this.#losses);
  }
}

function listOf(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([what, count]) => `${what} ${count.toLocaleString("en")}`);
}
