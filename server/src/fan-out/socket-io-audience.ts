import type {
  ClientToServerEvents,
  MeChanged,
  MessageRejected,
  PresenceNotice,
  ServerToClientEvents,
  StaffNews,
  ViewerCount,
} from "#protocol";
import type { Server } from "socket.io";
import type { Audience, FeedForm } from "../chat/ports/audience.ts";
import type { LogBatch } from "../chat/ports/log-entry.ts";
import { BackPressure } from "./back-pressure.ts";
import { noCounts, type FanOutStats } from "./fan-out-stats.ts";
import { Frame, toPacket } from "./frame.ts";
import { FlushScheduler } from "./flush-scheduler.ts";
import { FlushCostTracker } from "./flush-cost-tracker.ts";
import { loopClock, type LoopClock } from "./loop-clock.ts";
import { RoomAudience } from "./room-audience.ts";
import { Subscriber } from "./subscriber.ts";
import type { ConnectionWriter, EngineSocket } from "./writers/connection-writer.ts";
import { DirectWriter } from "./writers/direct-writer.ts";
import { PlainWriter } from "./writers/plain-writer.ts";

type IoServer = Server<ClientToServerEvents, ServerToClientEvents>;

export interface AudienceOptions {
  clock?: LoopClock;
  /** Whether writes may bypass Engine.IO, which is faster but depends on its internals. */
  directWrites?: boolean;
}

/** Sends events to this node's connections, by room. */
export class SocketIoAudience implements Audience {
  readonly #io: IoServer;
  readonly #clock: LoopClock;
  readonly #rooms = new Map<string, RoomAudience>();
  readonly #writers = new WeakMap<EngineSocket, ConnectionWriter>();
  readonly #flushCosts = new FlushCostTracker();
  readonly #turns: FlushScheduler;
  readonly #counts = noCounts();
  readonly #backPressure: BackPressure;

  readonly #openWriter: (engine: EngineSocket, backPressure: BackPressure) => ConnectionWriter;

  /** `reset` ends a connection at once, and drops everything that waits for it. */
  constructor(
    io: IoServer,
    reset: (engine: EngineSocket) => void,
    { clock = loopClock, directWrites = true }: AudienceOptions = {},
  ) {
    this.#io = io;
    this.#clock = clock;
    this.#openWriter = directWrites
      ? (engine, backPressure) => new DirectWriter(engine, backPressure)
      : (engine, backPressure) => new PlainWriter(engine, backPressure);
    this.#turns = new FlushScheduler(clock);
    this.#backPressure = new BackPressure({ clock, reset, counts: this.#counts });
  }

  get stats(): FanOutStats {
    return {
      ...this.#counts,
      busyRooms: [...this.#rooms.values()].filter(({ isTelling }) => isTelling).length,
      backedUpReaders: this.#backPressure.readers,
      queuedBytes: this.#backPressure.bytes,
    };
  }

  enter(
    connectionId: string,
    streamId: string,
    form: FeedForm,
    fromSeq: number,
    userId?: string,
  ): void {
    const socket = this.#io.sockets.sockets.get(connectionId);
    if (!socket) return;
    const subscriber = new Subscriber(this.#writerOf(socket.conn), form, fromSeq, userId);
    this.#open(streamId).enter(connectionId, subscriber);
  }

  exit(connectionId: string, streamId: string): void {
    this.#rooms.get(streamId)?.exit(connectionId);
  }

  entries(batch: LogBatch): void {
    this.#rooms.get(batch.streamId)?.entries(batch);
  }

  presence(
    event: "user-joined" | "user-left",
    notice: PresenceNotice,
    exceptConnectionId?: string,
  ): void {
    const frame = new Frame([toPacket(event, notice)]);
    for (const [connectionId, { writer }] of this.#rooms.get(notice.streamId)?.subscribers() ?? [])
      if (connectionId !== exceptConnectionId) writer.write(frame);
  }

  viewerCount(count: ViewerCount): void {
    this.#rooms.get(count.streamId)?.viewerCount(count);
  }

  meChanged(connectionId: string, changed: MeChanged): void {
    this.#io.to(connectionId).emit("me-changed", changed);
  }

  staffNews(connectionId: string, news: StaffNews): void {
    this.#io.to(connectionId).emit("staff-news", news);
  }

  messageRejected(connectionId: string, { streamId, id }: MessageRejected): void {
    this.#io.to(connectionId).emit("message-rejected", { streamId, id });
  }

  reset(streamId: string): void {
    const room = this.#rooms.get(streamId);
    this.#rooms.delete(streamId);
    room?.reset();
  }

  /** One writer for all rooms of a connection. */
  #writerOf(engine: EngineSocket): ConnectionWriter {
    const known = this.#writers.get(engine);
    if (known) return known;
    const writer = this.#openWriter(engine, this.#backPressure);
    this.#writers.set(engine, writer);
    return writer;
  }

  #open(streamId: string): RoomAudience {
    const known = this.#rooms.get(streamId);
    if (known) return known;
    const room: RoomAudience = new RoomAudience(streamId, {
      clock: this.#clock,
      turns: this.#turns,
      flushCosts: this.#flushCosts,
      counts: this.#counts,
      onIdle: () => {
        if (this.#rooms.get(streamId) === room) this.#rooms.delete(streamId);
      },
    });
    this.#rooms.set(streamId, room);
    return room;
  }
}
