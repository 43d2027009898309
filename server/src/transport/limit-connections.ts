import type { IncomingMessage } from "node:http";
import { chatError } from "#protocol";
import type { Socket } from "socket.io";
import type { AlarmClock } from "../chat/ports/clock.ts";
import type { CallerAddress } from "./caller-address.ts";
import type { ChatIoServer } from "./chat-io-server.ts";

export interface ConnectionLimitOptions {
  addressOf: CallerAddress;
  clock: AlarmClock;
  /** Maximum number of open connections per address. */
  most: number;
  /** A number from 0 to below 1. */
  random: () => number;
}

/** Refused clients get an error up to this factor of the limit; beyond it they are not upgraded. */
const TOLD = 1.1;
/** How long a refused client has to receive the error. */
const TELL_MS = 1_000;
/** Retry delay: an address may stay at its limit for a while. */
const RETRY_MS = 10_000;

type AllowRequest = (
  request: IncomingMessage,
  answer: (error: string | null, allowed: boolean) => void,
) => void;

/**
 * Limits the number of open connections per address. (SPEC CN9)
 *
 * Private addresses identify nobody, so they have no limit. Call this once the server is attached.
 */
export function limitConnections(
  io: ChatIoServer,
  { addressOf, clock, most, random }: ConnectionLimitOptions,
): void {
  const open = new Map<string, number>();
  const refused = new WeakSet<Socket["conn"]>();

  const { opts } = io.engine as unknown as { opts: { allowRequest: AllowRequest } };
  const { allowRequest } = opts;
  opts.allowRequest = (request, answer) => {
    const address = addressOf(request);
    const isFull = address !== undefined && (open.get(address) ?? 0) >= Math.ceil(most * TOLD);
    if (isFull) answer("server-busy", false);
    else allowRequest(request, answer);
  };

  io.engine.on("connection", (connection: Socket["conn"]) => {
    const address = addressOf(connection.request);
    if (address === undefined) return;
    const count = (open.get(address) ?? 0) + 1;
    open.set(address, count);
    if (count > most) refused.add(connection);
    connection.on("close", () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });

  io.use((socket, next) => {
    if (!refused.has(socket.conn)) return next();
    const data = chatError("server-busy", {
      message:
        "This address has too many connections. Close some, or try again after retryAfterMs.",
      retryAfterMs: Math.round(RETRY_MS * (1 + random())),
    });
    next(Object.assign(new Error(data.code), { data }));
    clock.after(TELL_MS, () => socket.conn.close());
  });
}
