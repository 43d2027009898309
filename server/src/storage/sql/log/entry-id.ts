import { randomFillSync } from "node:crypto";

const ID_BYTES = 9;
/** Random bytes for many ids are drawn at once, because each draw has a fixed cost. */
const pool = Buffer.alloc(ID_BYTES * 500);
let used = pool.length;

/** Twelve characters, 72 random bits: unique and unguessable. */
export function newEpoch(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.toString("base64url", used - ID_BYTES, used);
}

/**
 * An entry's id: random, so that it differs from another log's entry at the same place, and with
 * its seq in it, so that it needs no index.
 */
export function newEntryId(seq: number): string {
  return `${seq.toString(36)}.${newEpoch()}`;
}

/** The seq encoded in an id; 0 if there is none. */
export function seqOfId(id: string): number {
  const seq = Number.parseInt(id.split(".")[0] ?? "", 36);
  return Number.isSafeInteger(seq) && seq > 0 ? seq : 0;
}
