import type {
  ClientToServerEvents,
  EntriesBatch,
  MeChanged,
  PresenceNotice,
  ServerToClientEvents,
  ViewerCount,
} from "#protocol";
import type { Server } from "socket.io";
import { toChatMessage } from "../chat/log-window.ts";
import type { Audience, FeedForm } from "../chat/ports.ts";

type IoServer = Server<ClientToServerEvents, ServerToClientEvents>;

/** Tells this node's connections through Socket.IO's rooms. */
export class SocketIoAudience implements Audience {
  readonly #io: IoServer;

  constructor(io: IoServer) {
    this.#io = io;
  }

  enter(connectionId: string, streamId: string, form: FeedForm): void {
    const connection = this.#io.in(connectionId);
    connection.socketsLeave(socketRoom(form === "entries" ? "stock" : "entries", streamId));
    connection.socketsJoin(socketRoom(form, streamId));
  }

  exit(connectionId: string, streamId: string): void {
    const connection = this.#io.in(connectionId);
    connection.socketsLeave(socketRoom("entries", streamId));
    connection.socketsLeave(socketRoom("stock", streamId));
  }

  entries(batch: EntriesBatch): void {
    const { streamId } = batch;
    this.#io.to(socketRoom("entries", streamId)).emit("entries", batch);
    const stock = this.#io.to(socketRoom("stock", streamId));
    for (const entry of batch.entries) {
      if (entry.kind === "message") stock.emit("new-message", toChatMessage(streamId, entry));
      if (entry.kind === "removal")
        stock.emit("message-removed", { streamId, id: entry.messageId, seq: entry.messageSeq });
      if (entry.kind === "purge") stock.emit("messages-purged", { streamId, userId: entry.userId });
    }
  }

  presence(
    event: "user-joined" | "user-left",
    notice: PresenceNotice,
    exceptConnectionId?: string,
  ): void {
    this.#everyone(notice.streamId)
      .except(exceptConnectionId ?? [])
      .emit(event, notice);
  }

  viewerCount(count: ViewerCount): void {
    this.#everyone(count.streamId).volatile.emit("viewer-count", count);
  }

  meChanged(connectionId: string, changed: MeChanged): void {
    this.#io.to(connectionId).emit("me-changed", changed);
  }

  reset(streamId: string): void {
    const { adapter, sockets } = this.#io.sockets;
    for (const form of ["entries", "stock"] as const)
      for (const id of adapter.rooms.get(socketRoom(form, streamId)) ?? [])
        // The transport, not the session: stock clients then come back by themselves.
        sockets.get(id)?.conn.close();
  }

  #everyone(streamId: string) {
    return this.#io.to([socketRoom("entries", streamId), socketRoom("stock", streamId)]);
  }
}

// With a prefix, or a stream id could name a victim's private room.
function socketRoom(form: FeedForm, streamId: string): string {
  return `${form}:${streamId}`;
}
