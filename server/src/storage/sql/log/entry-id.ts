import { randomFillSync } from "node:crypto";

const ID_BYTES = 9;
/** Random bytes are drawn for many ids at once; a draw costs the same for nine as for thousands. */
const pool = Buffer.alloc(ID_BYTES * 500);
let used = pool.length;

/** Twelve characters, 72 random bits: nobody guesses it, and no two are alike. */
export function newEpoch(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.toString("base64url", used - ID_BYTES, used);
}

/**
 * An entry's id: random, so that another log's entry at the same place has another,
 * and with its seq in it, so that it is found without an index of ids.
 */
export function newEntryId(seq: number): string {
  return `${seq.toString(36)}.${newEpoch()}`;
}

/** The seq under which an entry of this id can stand; 0 if under none. */
export function seqOfId(id: string): number {
  const seq = Number.parseInt(id.split(".")[0] ?? "", 36);
  return Number.isSafeInteger(seq) && seq > 0 ? seq : 0;
}
