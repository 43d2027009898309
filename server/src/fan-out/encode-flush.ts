import type { Entry, ViewerCount } from "#protocol";
import { toChatMessage } from "../chat/log-window.ts";
import type { FeedForm } from "../chat/ports.ts";
import { Frame, toPacket } from "./frame.ts";

/** What a room is told at once. */
export interface Flush {
  readonly streamId: string;
  readonly epoch: string;
  /** They follow one another; there may be none. */
  readonly entries: readonly Entry[];
  /** How many are in the room, if that is to be told. (SPEC PR1) */
  readonly count: ViewerCount | undefined;
}

/** Encodes a flush for those whose feed goes on behind `fromSeq`; undefined if it is no news to them. */
export function encodeFlush(flush: Flush, form: FeedForm, fromSeq: number): Frame | undefined {
  const { streamId, epoch, count } = flush;
  const fresh = flush.entries.filter(({ seq }) => seq > fromSeq);
  const packets: string[] = [];
  if (form === "stock") packets.push(...fresh.flatMap((entry) => toStockPackets(streamId, entry)));
  else if (fresh.length > 0)
    packets.push(toPacket("entries", { streamId, epoch, entries: [...fresh] }));
  if (count) packets.push(toPacket("viewer-count", count));
  return packets.length > 0 ? new Frame(packets) : undefined;
}

/** What stock clients are told of an entry. (SPEC SM6, RM2, RM3) */
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
    default:
      return [];
  }
}
