import { EntryPacker, type Entry, type ViewerCount } from "#protocol";
import { toViewerEntry, type LogEntry } from "../chat/ports/log-entry.ts";
import { toChatMessage } from "../chat/streams/log-window.ts";
import type { FeedForm } from "../chat/ports/audience.ts";
import { Frame, toPacket } from "./frame.ts";

/** What one flush sends to a room. */
export interface Flush {
  readonly streamId: string;
  readonly epoch: string;
  /** Consecutive entries; may be empty. */
  readonly entries: readonly LogEntry[];
  /** The number of viewers, if it is to be sent. (SPEC PR1) */
  readonly count: ViewerCount | undefined;
  /** The packer of the current generation, for subscribers that received all of its frames. */
  readonly packer: EntryPacker;
}

/** A flush in its encoded forms, each encoded once for all subscribers that receive the same. */
export class FlushFrames {
  readonly #flush: Flush;
  readonly #frames = new Map<string, Frame | undefined>();
  /** Authors of shadowed messages in it; usually none. */
  readonly #shadowedAuthors = new Set<string>();

  constructor(flush: Flush) {
    this.#flush = flush;
    for (const entry of flush.entries)
      if (entry.kind === "shadowed") this.#shadowedAuthors.add(entry.message.userId);
  }

  /** Whether a person receives other content than the rest. (SPEC HE6) */
  hasOwn(userId: string | undefined): userId is string {
    return userId !== undefined && this.#shadowedAuthors.has(userId);
  }

  /**
   * For subscribers that received all earlier flushes, and know its authors by number. (SPEC EN7)
   */
  forRegulars(): Frame | undefined {
    return this.#once("regulars", () =>
      this.#encodeEntries(this.#seenBy(undefined), this.#flush.packer),
    );
  }

  /**
   * For subscribers that joined recently, or see other content than the rest: their feed starts
   * after `fromSeq`. Undefined if the flush has nothing new for them.
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

/** The events that stock clients receive for an entry. (SPEC SM6, RM2, RM3, RM4) */
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
