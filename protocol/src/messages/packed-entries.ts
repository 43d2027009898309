import type { EntriesBatch, Entry, MessageEntry, Role } from "../entities.ts";

/*
 * How entries travel while a room is live: nothing is said that the viewer knows or
 * can work out. SPEC EN7 is the contract; this file is both its ends.
 */

/** `known` is how many people of the batches before this one it refers to. (SPEC EN7) */
export type PackedEntries = readonly [
  streamId: string,
  epoch: string,
  after: number,
  atMs: number,
  known: number,
  entries: readonly PackedEntry[],
];

/** Whatever is no common message travels as it is. */
export type PackedEntry = PackedMessage | Entry;

export type PackedMessage = readonly [
  idRest: string,
  person: number | PackedPerson,
  laterMs: number,
  message: string,
  replySeq?: number,
  replyIdRest?: string,
];

/** Guests are the most; their role goes without saying, unless something follows it. */
export type PackedPerson = readonly [
  userId: string,
  nickname: string,
  role?: Role,
  avatarUrl?: string,
];

type ToPack = Pick<EntriesBatch, "streamId" | "epoch"> & { entries: readonly Entry[] };

const USUAL_ROLE: Role = "guest";
/** What a message may hold and still be packed, and the sender's own `clientId`, which the others do not need. */
const PACKED_FIELDS = new Set([
  ...["kind", "seq", "id", "userId", "nickname", "avatarUrl", "role"],
  ...["message", "timestamp", "clientId", "replyTo"],
]);

/** Packs batches that one viewer gets one after another, or many the same. */
export class EntryPacker {
  readonly #known = new Map<string, number>();

  /** How many people have been named so far. */
  get known(): number {
    return this.#known.size;
  }

  /** The entries follow one another. */
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

/** Unpacks what comes of one stream over one connection. */
export class EntryUnpacker {
  #people: PackedPerson[] = [];

  /** The batch, or nothing where it speaks of people who were named in one that did not come. */
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

/** Whether unpacking gives it back as it is, but for the `clientId`. */
function isCommon(entry: Entry): entry is MessageEntry {
  return entry.kind === "message" && Object.keys(entry).every((name) => PACKED_FIELDS.has(name));
}

function withSeq(rest: string, seq: number): string {
  return `${seq.toString(36)}.${rest}`;
}

/** What follows the number in an id; empty in an id of another form. */
function withoutSeq(id: string, seq: number): string {
  const start = withSeq("", seq);
  return id.startsWith(start) ? id.slice(start.length) : "";
}
