import {
  refuse,
  type ClientToServerEvents,
  type Result,
  type ServerToClientEvents,
} from "#protocol";
import type { Socket } from "socket.io";
import type { Chat } from "../chat/chat.ts";
import type { Connection } from "../chat/connection.ts";
import { TokenBuckets } from "../chat/token-bucket.ts";
import type { Logger } from "./logger.ts";
import { findRoute } from "./routes.ts";
import { toRefusal } from "./to-refusal.ts";

export type ChatSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** Events of any kind one connection may send; people stay far below it. */
const EVENT_RATE = { count: 200, windowMs: 4_000 };

/**
 * Answers every event of a socket, known or not. (SPEC ER1–ER5)
 *
 * The one place where payloads come in: each is parsed before it is used, and
 * whatever a handler throws becomes an answer.
 */
export function dispatchEvents(
  chat: Chat,
  connection: Connection,
  socket: ChatSocket,
  log: Logger,
  bounded: boolean,
): void {
  const events = bounded ? new TokenBuckets(EVENT_RATE) : undefined;

  socket.onAny((event: unknown, ...args: unknown[]) => {
    const last = args.at(-1);
    const ack = typeof last === "function" ? (last as (answer: object) => void) : undefined;
    const raw = ack && args.length === 1 ? undefined : args[0];
    const reply = once((result: Result<object | void>) => answer(socket, event, ack, result));

    const retryAfterMs = events?.take("", chat.clock.nowMs()) ?? 0;
    if (retryAfterMs > 0) return reply(refuse("rate-limited", { retryAfterMs }));
    const handle = findRoute(event);
    if (!handle) return reply(refuse("unknown-event"));
    handle(
      {
        chat,
        connection,
        reply,
        sendHistory: (messages) => socket.emit("message-history", messages),
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
  if (ack) ack(result.ok ? { ok: true, ...result.value } : result);
  else if (!result.ok)
    // An event's name is as long as its sender likes.
    socket.emit("error", { ...result.error, event: String(event).slice(0, 64) });
}

function once<T>(run: (value: T) => void): (value: T) => void {
  let done = false;
  return (value) => {
    if (done) return;
    done = true;
    run(value);
  };
}
