import type { IncomingMessage } from "node:http";
import { randomText } from "../chat/text/random-text.ts";
import type { Logger } from "./logger.ts";
import type { ChatIoServer } from "./chat-io-server.ts";

/** A session this young that is requested from another server was not moved by a failover. */
const FRESH_MS = 10_000;
const SAY_EVERY_MS = 60_000;
/** Process and start time at the begin of a session's id; clocks may differ a little. */
const FORM = /(?:^|\.)([A-Za-z0-9_-]{8})\.([0-9a-z]{8,9})\.[A-Za-z0-9_-]{20}$/;

const REASON =
  "Session ID unknown. Another server of this chat began it: requests of one client reach several " +
  "servers. Have the load balancer keep each client to one, by its address.";

interface EngineError {
  req: IncomingMessage & { _query?: { sid?: unknown } };
  code: number;
  context?: { message?: string };
}

/**
 * Puts the process and the start time into each session id, so that a server that is asked for
 * another's session can say so. Otherwise a load balancer without sticky sessions looks like a
 * server that loses sessions. Call this once `io` is attached. (SPEC CN11)
 */
export function warnOfMissingStickySessions(
  io: ChatIoServer,
  log: Logger,
  nowMs: () => number,
): void {
  const node = randomText(6);
  const startedAtMs = nowMs();
  let saidAtMs = -Infinity;
  Object.assign(io.engine, {
    generateId: () => `${node}.${nowMs().toString(36)}.${randomText(15)}`,
  });
  const isElsewhere = (sid: unknown): boolean => {
    const [, beganBy, time = ""] = FORM.exec(String(sid)) ?? [];
    const beganAtMs = Number.parseInt(time, 36);
    const isFresh = Math.abs(nowMs() - beganAtMs) < FRESH_MS;
    return beganBy !== undefined && beganBy !== node && isFresh && beganAtMs > startedAtMs;
  };
  io.engine.on("connection_error", ({ req, code, context }: EngineError) => {
    if (code !== UNKNOWN_SESSION || !context || !isElsewhere(req._query?.sid)) return;
    // The answer of Engine.IO, over either transport.
    context.message = REASON;
    if (nowMs() - saidAtMs < SAY_EVERY_MS) return;
    saidAtMs = nowMs();
    log.warn({}, REASON);
  });
}

/** Engine.IO's error code. */
const UNKNOWN_SESSION = 1;
