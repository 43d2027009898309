import type { EntriesBatch, Entry, MessageEntry, Role } from "../entities.ts";

/*
 * The wire format of entries in a live room, without anything that the viewer knows or can compute.
 * SPEC EN7 is the contract; this file contains both ends.
 */

/** `known` is the number of people from earlier batches that it refers to. (SPEC EN7) */
export type PackedEntries = readonly [
  streamId: string,
  epoch: string,
  after: number,
  atMs: number,
  known: number,
  entries: readonly PackedEntry[],
];

/** Entries that are not common messages are sent unchanged. */
export type PackedEntry = PackedMessage | Entry;

export type PackedMessage = readonly [
  idRest: string,
  person: number | PackedPerson,
  laterMs: number,
  message: string,
  replySeq?: number,
  replyIdRest?: string,
];

/** The role is omitted for guests, who are the most frequent, unless another field follows. */
export type PackedPerson = readonly [
  userId: string,
  nickname: string,
  role?: Role,
  avatarUrl?: string,
];

type ToPack = Pick<EntriesBatch, "streamId" | "epoch"> & { entries: readonly Entry[] };

const USUAL_ROLE: Role = "guest";
/**
 * The fields that a packable message may have. The sender's own `clientId` is dropped, because the
 * others do not need it.
 */
const PACKED_FIELDS = new Set([
  ...["kind", "seq", "id", "userId", "nickname", "avatarUrl", "role"],
  ...["message", "timestamp", "clientId", "replyTo"],
]);

/** Packs consecutive batches for one viewer, or for many with the same history. */
export class EntryPacker {
  readonly #known = new Map<string, number>();

  /** Number of people named so far. */
  get known(): number {
    return this.#known.size;
  }

  /** The entries must be consecutive. */
  pack({ streamId, epoch, entries }: ToPack): PackedEntries {
    const { known } = this;
    const atMs = entries[0]?.timestamp ?? 0;
    let lastMs = atMs;
    const packed = entries.map((entry): PackedEntry => {
      const idRest = isCommon(entry) && withoutSeq(entry.id, entry.seq);
      const replyIdRest =
        isCommon(entry) && entry.replyTo && withoutSeq(entry.replyTo.id, entry.replyTo.seq);
      if (!isCommon(entry) || !idRest || replyIdRest === "") return entry;
      const laterMs = entry.timestamp - lastMs;
      lastMs = entry.timestamp;
      const row = [idRest, this.#person(entry), laterMs, entry.message] as const;
      return replyIdRest ? [...row, entry.replyTo!.seq, replyIdRest] : row;
    });
    return [streamId, epoch, (entries[0]?.seq ?? 1) - 1, atMs, known, packed];
  }

  #person({ userId, nickname, role, avatarUrl }: MessageEntry): number | PackedPerson {
    const key = JSON.stringify([userId, nickname, role, avatarUrl]);
    const index = this.#known.get(key);
    if (index !== undefined) return index;
    this.#known.set(key, this.#known.size);
    if (avatarUrl) return [userId, nickname, role, avatarUrl];
    return role === USUAL_ROLE ? [userId, nickname] : [userId, nickname, role];
  }
}

/** Unpacks the batches of one stream and connection. */
export class EntryUnpacker {
  #people: PackedPerson[] = [];

  /** The batch; undefined if it refers to people named in a batch that did not arrive. */
  unpack([streamId, epoch, after, atMs, known, packed]: PackedEntries): EntriesBatch | undefined {
    if (known === 0) this.#people = [];
    if (known !== this.#people.length) return undefined;
    let seq = after;
    let timestamp = atMs;
    const entries = packed.map((row): Entry => {
      seq += 1;
      if (!isPacked(row)) return row;
      const [idRest, person, laterMs, message, replySeq, replyIdRest] = row;
      if (typeof person !== "number") this.#people.push(person);
      const [userId, nickname, role = USUAL_ROLE, avatarUrl] =
        typeof person === "number" ? this.#people[person]! : person;
      timestamp += laterMs;
      return {
        kind: "message",
        seq,
        id: withSeq(idRest, seq),
        userId,
        nickname,
        ...(avatarUrl && { avatarUrl }),
        role,
        message,
        timestamp,
        ...(replySeq !== undefined &&
          replyIdRest && {
            replyTo: { id: withSeq(replyIdRest, replySeq), seq: replySeq },
          }),
      };
    });
    return { streamId, epoch, entries };
  }
}

function isPacked(row: PackedEntry): row is PackedMessage {
  return Array.isArray(row);
}

/** Whether unpacking restores it exactly, except for the `clientId`. */
function isCommon(entry: Entry): entry is MessageEntry {
  return entry.kind === "message" && Object.keys(entry).every((name) => PACKED_FIELDS.has(name));
}

function withSeq(rest: string, seq: number): string {
  return `${seq.toString(36)}.${rest}`;
}

/** The part of an id after the seq; empty for an id of another form. */
function withoutSeq(id: string, seq: number): string {
  const start = withSeq("", seq);
  return id.startsWith(start) ? id.slice(start.length) : "";
}
