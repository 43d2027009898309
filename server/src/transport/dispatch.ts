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
import { EncodedJson } from "./encoded-json.ts";
import type { Logger } from "./logger.ts";
import { resetConnection } from "./open-sockets.ts";
import type { RequestPorts } from "./request-ports.ts";
import { findRoute } from "./routes.ts";
import { toRefusal } from "./to-refusal.ts";

export type ChatSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** Maximum rate of events per connection; people stay far below it. */
const EVENT_RATE = { count: 200, windowMs: 4_000 };

/** Number of rate-limit refusals before the connection is closed. */
const PATIENCE = 300;
/** Maximum size of unread data: more than an answer of several thousand entries. */
const MAX_QUEUED_BYTES = 4_194_304;

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
  bounded: boolean,
): void {
  const events = bounded ? new TokenBucket(EVENT_RATE, clock.nowMs()) : undefined;
  let refused = 0;

  socket.onAny((event: unknown, ...args: unknown[]) => {
    const last = args.at(-1);
    const ack = typeof last === "function" ? (last as (answer: object) => void) : undefined;
    const raw = ack && args.length === 1 ? undefined : args[0];
    const reply = once((result: Result<object | void>) => answer(socket, event, ack, result));

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
  });
}

function answer(
  socket: ChatSocket,
  event: unknown,
  ack: ((answer: object) => void) | undefined,
  result: Result<object | void>,
): void {
  // A client that requests faster than it reads is disconnected; otherwise answers would pile up.
  if (queuedBytes(socket.conn) > MAX_QUEUED_BYTES) return resetConnection(socket.conn);
  if (ack) ack(result.ok ? toAnswer(result.value) : result);
  else if (!result.ok)
    // The sender chooses the length of an event's name.
    socket.emit("error", { ...result.error, event: String(event).slice(0, 64) });
}

function toAnswer(value: object | void): object {
  return value instanceof EncodedJson ? value : { ok: true, ...value };
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
