import type { LogRow } from "../../client/index.ts";
import { foldName } from "./mentions.ts";

const MAX_NAMES = 1_000;

/** The names of people who wrote here, as far as this page has seen them. */
export class PeopleSeen {
  /** The owner of each name; null if several people have it. */
  readonly #names = new Map<string, string | null>();
  /** Number of names that belong to several people. */
  sharedCount = 0;
  #rows: readonly LogRow[] = [];

  /** Adds the names of new rows. */
  take(rows: readonly LogRow[]): void {
    if (rows === this.#rows) return;
    const firstSeq = this.#rows[0]?.seq ?? 0;
    const lastSeq = this.#rows.at(-1)?.seq ?? 0;
    this.#rows = rows;
    for (let i = 0; i < rows.length && rows[i]!.seq < firstSeq; i++) this.#add(rows[i]!);
    const last = rows.findLastIndex(({ seq }) => seq <= lastSeq);
    for (const row of rows.slice(Math.max(0, last + 1))) this.#add(row);
  }

  /** Whether somebody has this folded name. */
  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Whether several people have this exact name. */
  isShared(nickname: string): boolean {
    return this.#names.get(foldName(nickname)) === null;
  }

  #add(row: LogRow): void {
    if (row.kind !== "message") return;
    const name = foldName(row.nickname);
    const before = this.#names.get(name);
    const isShared = before !== undefined && before !== row.userId;
    if (isShared && before !== null) this.sharedCount += 1;
    // Moves the name to the end, so that the latest author is forgotten last.
    this.#names.delete(name);
    this.#names.set(name, isShared ? null : row.userId);
    if (this.#names.size <= MAX_NAMES) return;
    const [oldest] = this.#names.keys();
    if (oldest !== undefined) this.#names.delete(oldest);
  }
}
