import type { Chat } from "../chat.ts";
import { presentSelf } from "../present-self.ts";
import { isStaffRole } from "./authority.ts";

/**
 * Tells staff in a room that the review queue or the audit log has changed: at most once
 * a second, on every node. (SPEC MO11)
 */
export class StaffDesk {
  /** Streams with news that staff here have not been told of. */
  readonly #news = new Set<string>();
  /** What staff of each stream were told last. */
  readonly #told = new Map<string, string>();

  /** Takes note that there is news in a stream. */
  note(streamId: string): void {
    this.#news.add(streamId);
  }

  /** One round, once a second. Where nodes do not hear each other, there may be news anywhere. */
  async round(chat: Chat, isHeard: boolean): Promise<void> {
    if (isHeard && this.#news.size === 0) return;
    const desks = staffByStream(chat);
    for (const streamId of this.#told.keys()) if (!desks.has(streamId)) this.#told.delete(streamId);
    for (const streamId of this.#news) if (!desks.has(streamId)) this.#news.delete(streamId);
    for (const [streamId, connectionIds] of desks) {
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
    if (this.#told.get(streamId) === words) return;
    this.#told.set(streamId, words);
    for (const connectionId of connectionIds) chat.audience.staffNews(connectionId, news);
  }
}

/** The connections of staff on this node, by stream. */
function staffByStream(chat: Chat): Map<string, string[]> {
  const desks = new Map<string, string[]>();
  for (const connection of chat.connections.all())
    for (const [streamId, me] of connection.rooms) {
      if (!isStaffRole(presentSelf(chat, connection, streamId, me).role)) continue;
      const desk = desks.get(streamId);
      if (desk) desk.push(connection.id);
      else desks.set(streamId, [connection.id]);
    }
  return desks;
}
