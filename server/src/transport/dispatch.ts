import {
  refuse,
  type ClientToServerEvents,
  type Result,
  type ServerToClientEvents,
} from "#protocol";
import type { Socket } from "socket.io";
import type { Clock } from "../chat/ports/clock.ts";
import type { Connection } from "../chat/participants/connection.ts";
import { TokenBucket } from "../chat/limits/token-bucket.ts";
import { EncodedJson, SharedJson } from "./encoded-json.ts";
import type { Logger } from "./logger.ts";
import { resetConnection } from "./open-sockets.ts";
import type { RequestPorts } from "./request-context.ts";
import { findRoute } from "./routes.ts";
import { toRefusal } from "./to-refusal.ts";

export type ChatSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** Maximum rate of events per connection; people stay far below it. (SPEC CN14) */
const EVENT_RATE = { count: 200, windowMs: 4_000 };

/** Number of rate-limit refusals before the connection is closed. */
const PATIENCE = 300;
/** Maximum size of unread data: more than an answer of several thousand entries. */
const MAX_QUEUED_BYTES = 4_194_304;

interface DispatchOptions {
  /** Whether requests are rate-limited. (SPEC MO13) */
  bounded: boolean;
  /** The joins of its handshake, by stream. (SPEC JR10) */
  joins: ReadonlyMap<string, unknown>;
  writeShared?: WriteShared | undefined;
}

/**
 * Sends a packet of Socket.IO, whose end is compressed once for all of its recipients. Returns false
 * if the connection takes no such packets; then nothing was sent.
 */
export type WriteShared = (connection: ChatSocket["conn"], packet: SharedJson) => boolean;

type Outcome = Result<object | void>;

/**
 * Answers every event of a socket, known or not. (SPEC ER1–ER5)
 *
 * All payloads come in here: each is parsed before use, and errors thrown by handlers become
 * answers.
 */
export function dispatchEvents(
  ports: RequestPorts,
  clock: Clock,
  connection: Connection,
  socket: ChatSocket,
  log: Logger,
  { bounded, joins, writeShared }: DispatchOptions,
): void {
  const events = bounded ? new TokenBucket(EVENT_RATE, clock.nowMs()) : undefined;
  let refused = 0;

  const handleEvent = (event: unknown, raw: unknown, answer: (outcome: Outcome) => void): void => {
    const reply = once((outcome: Outcome) => {
      // A client that requests faster than it reads is disconnected; otherwise answers would pile up.
      if (queuedBytes(socket.conn) > MAX_QUEUED_BYTES) resetConnection(socket.conn);
      else answer(outcome);
    });

    const retryAfterMs = events?.take(clock.nowMs()) ?? 0;
    if (retryAfterMs > 0) {
      if (++refused > PATIENCE) return resetConnection(socket.conn);
      return reply(refuse("rate-limited", { retryAfterMs }));
    }
    const handle = findRoute(event);
    if (!handle) return reply(refuse("unknown-event"));
    handle(
      {
        ports,
        connection,
        reply,
        sendHistory: (messages) => (socket as Socket).emit("message-history", messages),
      },
      raw,
    ).then(reply, (error: unknown) => reply(toRefusal(error, log)));
  };

  socket.onAny((event: unknown, ...args: unknown[]) => {
    const last = args.at(-1);
    const ack = typeof last === "function" ? (last as (answer: object) => void) : undefined;
    const raw = ack && args.length === 1 ? undefined : args[0];
    handleEvent(event, raw, (outcome) => {
      if (ack) ack(toAnswer(outcome));
      else if (!outcome.ok)
        // The sender chooses the length of an event's name.
        socket.emit("error", { ...outcome.error, event: String(event).slice(0, 64) });
    });
  });
  for (const [streamId, join] of joins)
    handleEvent("join-room", join, (outcome) => {
      const joined = toJoined(streamId, toAnswer(outcome));
      if (joined instanceof SharedJson && writeShared?.(socket.conn, toEvent("joined", joined)))
        return;
      (socket as Socket).emit("joined", joined);
    });
}

function toAnswer(outcome: Outcome): object {
  if (!outcome.ok) return outcome;
  return outcome.value instanceof EncodedJson ? outcome.value : { ok: true, ...outcome.value };
}

/** An answer with the stream that it is about. (SPEC JR10) */
function toJoined(streamId: string, answer: object): object {
  if (!(answer instanceof SharedJson)) return { streamId, answer };
  return answer.within(`{"streamId":${JSON.stringify(streamId)},"answer":`, "}");
}

/** An event's packet in the encoding of Socket.IO. */
function toEvent(event: string, payload: SharedJson): SharedJson {
  return payload.within(`2["${event}",`, "]");
}

/** Data that engine.io buffers for a connection that does not read; its types hide it. */
function queuedBytes(connection: ChatSocket["conn"]): number {
  const { writeBuffer } = connection as unknown as { writeBuffer: { data?: unknown }[] };
  let bytes = 0;
  for (const { data } of writeBuffer) bytes += typeof data === "string" ? data.length : 0;
  return bytes;
}

function once<T>(run: (value: T) => void): (value: T) => void {
  let done = false;
  return (value) => {
    if (done) return;
    done = true;
    run(value);
  };
}
