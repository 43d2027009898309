import type { Answer } from "#protocol";

/** What a soak has done, and what was refused. */
export class SoakCounts {
  readonly #counts = new Map<string, number>();

  add(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }

  answered(what: string, answer: Answer): void {
    this.add(answer.ok ? what : `${what} refused: ${answer.error.code}`);
  }

  /** All counts, by name. */
  list(): string[] {
    return [...this.#counts]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([what, count]) => `${what} ${count.toLocaleString("en")}`);
  }
}
