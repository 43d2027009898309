import { EntryPacker, type Entry, type ViewerCount } from "#protocol";
import { toViewerEntry, type LogEntry } from "../chat/ports/log-entry.ts";
import { toChatMessage } from "../chat/streams/log-window.ts";
import type { FeedForm } from "../chat/ports/audience.ts";
import { Frame, toPacket } from "./frame.ts";

/** What a room is told at once. */
export interface Flush {
  readonly streamId: string;
  readonly epoch: string;
  /** They follow one another; there may be none. */
  readonly entries: readonly LogEntry[];
  /** How many are in the room, if that is to be told. (SPEC PR1) */
  readonly count: ViewerCount | undefined;
  /** Packs for those who were told everything that it has packed before. */
  readonly packer: EntryPacker;
}

/** A flush as it goes out, encoded once for all who are told the same. */
export class FlushFrames {
  readonly #flush: Flush;
  readonly #frames = new Map<string, Frame | undefined>();
  /** Whose messages in it are shadowed; nearly always nobody's. */
  readonly #shadowedAuthors = new Set<string>();

  constructor(flush: Flush) {
    this.#flush = flush;
    for (const entry of flush.entries)
      if (entry.kind === "shadowed") this.#shadowedAuthors.add(entry.message.userId);
  }

  /** Whether somebody is told other than the rest. (SPEC HE6) */
  hasOwn(userId: string | undefined): userId is string {
    return userId !== undefined && this.#shadowedAuthors.has(userId);
  }

  /** For those who have heard all before this flush, and know the people in it by number. (SPEC EN7) */
  forRegulars(): Frame | undefined {
    return this.#once("regulars", () =>
      this.#encodeEntries(this.#seenBy(undefined), this.#flush.packer),
    );
  }

  /**
   * For whoever has come lately, or sees what others do not: their feed goes on behind
   * `fromSeq`. Undefined if this is no news to them.
   */
  forNewcomer(form: FeedForm, fromSeq: number, viewerId?: string): Frame | undefined {
    const from = Math.max(fromSeq, (this.#flush.entries[0]?.seq ?? Infinity) - 1);
    return this.#once(`${form} ${from} ${viewerId ?? ""}`, () => {
      const fresh = this.#seenBy(viewerId).filter(({ seq }) => seq > from);
      if (form === "entries") return this.#encodeEntries(fresh, new EntryPacker());
      const { streamId } = this.#flush;
      return this.#encode(fresh.flatMap((entry) => toStockPackets(streamId, entry)));
    });
  }

  #seenBy(viewerId: string | undefined): Entry[] {
    return this.#flush.entries.map((entry) => toViewerEntry(entry, viewerId));
  }

  #encodeEntries(entries: readonly Entry[], packer: EntryPacker): Frame | undefined {
    if (entries.length === 0) return this.#encode([]);
    const { streamId, epoch } = this.#flush;
    return this.#encode([toPacket("entries", packer.pack({ streamId, epoch, entries }))]);
  }

  #encode(packets: string[]): Frame | undefined {
    const { count } = this.#flush;
    if (count) packets.push(toPacket("viewer-count", count));
    return packets.length > 0 ? new Frame(packets) : undefined;
  }

  #once(key: string, encode: () => Frame | undefined): Frame | undefined {
    if (!this.#frames.has(key)) this.#frames.set(key, encode());
    return this.#frames.get(key);
  }
}

/** What stock clients are told of an entry. (SPEC SM6, RM2, RM3, RM4) */
function toStockPackets(streamId: string, entry: Entry): string[] {
  switch (entry.kind) {
    case "message":
      return [toPacket("new-message", toChatMessage(streamId, entry))];
    case "removal":
      return [
        toPacket("message-removed", { streamId, id: entry.messageId, seq: entry.messageSeq }),
      ];
    case "purge":
      return [toPacket("messages-purged", { streamId, userId: entry.userId })];
    case "clear":
      return [toPacket("message-history", [])];
    default:
      return [];
  }
}
