import { channelOf, type StaffNews } from "#protocol";
import type { Connections } from "../participants/connections.ts";
import { isStaffRole } from "../participants/roles.ts";
import type { Audience } from "../ports/audience.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";
import { effectiveParticipant, type PermissionPorts } from "./effective-participant.ts";

export interface StaffNotifierPorts extends PermissionPorts {
  readonly moderation: Pick<ModerationStore, "readNews">;
  readonly connections: Connections;
  readonly audience: Pick<Audience, "staffNews">;
}

/**
 * Notifies staff in a room that the review queue or the audit log has changed: at most once a
 * second, on every node. (SPEC MO11)
 */
export class StaffNotifier {
  readonly #ports: StaffNotifierPorts;
  /** Channels with news: of all of their streams. */
  readonly #pendingChannels = new Set<string>();
  /** Streams with news that staff here have not been told of. */
  readonly #pending = new Set<string>();
  /** The last notice sent to the staff of each stream. */
  readonly #lastSent = new Map<string, string>();

  constructor(ports: StaffNotifierPorts) {
    this.#ports = ports;
  }

  /** Records that something changed in a stream. */
  note(streamId: string): void {
    this.#pending.add(streamId);
  }

  /** Takes note that there is news of a channel: staff of all of its streams read it. (SPEC CH7) */
  noteChannel(channelId: string): void {
    this.#pendingChannels.add(channelId);
  }

  /**
   * One round, once a second. Where nodes do not hear each other, there may be news anywhere: all
   * streams with staff are read at once, or a busy store would fall behind.
   */
  async round(isHeard: boolean): Promise<void> {
    if (isHeard && this.#pending.size === 0 && this.#pendingChannels.size === 0) return;
    const staff = this.#staffByStream();
    for (const streamId of staff.keys())
      if (this.#pendingChannels.has(channelOf(streamId))) this.#pending.add(streamId);
    this.#pendingChannels.clear();
    for (const streamId of this.#lastSent.keys())
      if (!staff.has(streamId)) this.#lastSent.delete(streamId);
    for (const streamId of this.#pending) if (!staff.has(streamId)) this.#pending.delete(streamId);
    const asked = [...staff.keys()].filter((id) => !isHeard || this.#pending.has(id));
    if (asked.length === 0) return;
    for (const streamId of asked) this.#pending.delete(streamId);
    try {
      for (const news of await this.#ports.moderation.readNews(asked))
        this.#notify(news, staff.get(news.streamId)!);
    } catch {
      // Retries in the next round.
      for (const streamId of asked) this.#pending.add(streamId);
    }
  }

  #notify(news: StaffNews, connectionIds: readonly string[]): void {
    const { streamId } = news;
    const words = JSON.stringify(news);
    if (this.#lastSent.get(streamId) === words) return;
    this.#lastSent.set(streamId, words);
    for (const connectionId of connectionIds) this.#ports.audience.staffNews(connectionId, news);
  }

  /** The connections of staff on this node, by stream. */
  #staffByStream(): Map<string, string[]> {
    const staff = new Map<string, string[]>();
    for (const connection of this.#ports.connections.all())
      for (const [streamId, me] of connection.rooms) {
        if (!isStaffRole(effectiveParticipant(this.#ports, connection, streamId, me).role))
          continue;
        const connectionIds = staff.get(streamId);
        if (connectionIds) connectionIds.push(connection.id);
        else staff.set(streamId, [connection.id]);
      }
    return staff;
  }
}
