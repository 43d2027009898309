import type { Chat } from "../chat.ts";
import { effectiveParticipant } from "./effective-participant.ts";
import { isStaffRole } from "../participants/roles.ts";

/**
 * Tells staff in a room that the review queue or the audit log has changed: at most once
 * a second, on every node. (SPEC MO11)
 */
export class StaffNotifier {
  /** Streams with news that staff here have not been told of. */
  readonly #news = new Set<string>();
  /** What staff of each stream were told last. */
  readonly #lastSent = new Map<string, string>();

  /** Takes note that there is news in a stream. */
  note(streamId: string): void {
    this.#news.add(streamId);
  }

  /** One round, once a second. Where nodes do not hear each other, there may be news anywhere. */
  async round(chat: Chat, isHeard: boolean): Promise<void> {
    if (isHeard && this.#news.size === 0) return;
    const byStream = staffByStream(chat);
    for (const streamId of this.#lastSent.keys())
      if (!byStream.has(streamId)) this.#lastSent.delete(streamId);
    for (const streamId of this.#news) if (!byStream.has(streamId)) this.#news.delete(streamId);
    for (const [streamId, connectionIds] of byStream) {
      if (isHeard && !this.#news.has(streamId)) continue;
      this.#news.delete(streamId);
      try {
        await this.#tell(chat, streamId, connectionIds);
      } catch {
        // Once more in the next round.
        this.#news.add(streamId);
      }
    }
  }

  async #tell(chat: Chat, streamId: string, connectionIds: readonly string[]): Promise<void> {
    const news = { streamId, ...(await chat.moderation.readNews(streamId)) };
    const words = JSON.stringify(news);
    if (this.#lastSent.get(streamId) === words) return;
    this.#lastSent.set(streamId, words);
    for (const connectionId of connectionIds) chat.audience.staffNews(connectionId, news);
  }
}

/** The connections of staff on this node, by stream. */
function staffByStream(chat: Chat): Map<string, string[]> {
  const byStream = new Map<string, string[]>();
  for (const connection of chat.connections.all())
    for (const [streamId, me] of connection.rooms) {
      if (!isStaffRole(effectiveParticipant(chat, connection, streamId, me).role)) continue;
      const connectionIds = byStream.get(streamId);
      if (connectionIds) connectionIds.push(connection.id);
      else byStream.set(streamId, [connection.id]);
    }
  return byStream;
}
