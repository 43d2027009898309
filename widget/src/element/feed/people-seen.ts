import type { LogRow } from "../../client/index.ts";
import { foldName } from "./mentions.ts";

const MAX_NAMES = 1_000;

/** The names under which people have written here, as far as this page has seen them. */
export class PeopleSeen {
  readonly #names = new Set<string>();
  #rows: readonly LogRow[] = [];

  /** Takes in the names of rows that were not there before. */
  take(rows: readonly LogRow[]): void {
    if (rows === this.#rows) return;
    const firstSeq = this.#rows[0]?.seq ?? 0;
    const lastSeq = this.#rows.at(-1)?.seq ?? 0;
    this.#rows = rows;
    for (let i = 0; i < rows.length && rows[i]!.seq < firstSeq; i++) this.#add(rows[i]!);
    const last = rows.findLastIndex(({ seq }) => seq <= lastSeq);
    for (const row of rows.slice(Math.max(0, last + 1))) this.#add(row);
  }

  /** Whether somebody has this name, folded. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  #add(row: LogRow): void {
    if (row.kind !== "message") return;
    const name = foldName(row.nickname);
    // Whoever wrote last is forgotten last.
    this.#names.delete(name);
    this.#names.add(name);
    if (this.#names.size <= MAX_NAMES) return;
    const [oldest] = this.#names;
    if (oldest !== undefined) this.#names.delete(oldest);
  }
}
