import { randomText } from "../../../chat/text/random-text.ts";

/** Twelve characters, 72 random bits: unique and unguessable. */
export function newEpoch(): string {
  return randomText(9);
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
