import type { LogRow } from "../../client/index.ts";
import { foldName } from "./mentions.ts";

const MAX_NAMES = 1_000;

/** The names under which people have written here, as far as this page has seen them. */
export class PeopleSeen {
  /** Whose each name is; null where several people have it. */
  readonly #names = new Map<string, string | null>();
  /** How many names were found to be several people's. */
  sharedCount = 0;
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

  /** Whether several people have this name, as it is written. */
  isShared(nickname: string): boolean {
    return this.#names.get(foldName(nickname)) === null;
  }

  #add(row: LogRow): void {
    if (row.kind !== "message") return;
    const name = foldName(row.nickname);
    const before = this.#names.get(name);
    const isShared = before !== undefined && before !== row.userId;
    if (isShared && before !== null) this.sharedCount += 1;
    // Whoever wrote last is forgotten last.
    this.#names.delete(name);
    this.#names.set(name, isShared ? null : row.userId);
    if (this.#names.size <= MAX_NAMES) return;
    const [oldest] = this.#names.keys();
    if (oldest !== undefined) this.#names.delete(oldest);
  }
}
