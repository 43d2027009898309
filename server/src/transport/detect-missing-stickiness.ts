import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Logger } from "./logger.ts";
import type { ChatIoServer } from "./chat-io-server.ts";

/** A session that is asked for elsewhere so soon was never with us: nobody has failed over yet. */
const FRESH_MS = 10_000;
const SAY_EVERY_MS = 60_000;
/** Several processes, and machines whose clocks differ a little, may begin sessions. */
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
 * Has each session's id name the process that began it, and when, so that whoever is asked for
 * another's session can say so. Without that a load balancer that spreads requests looks like a
 * server that forgets. To be called once `io` is attached. (SPEC CN11)
 */
export function warnOfMissingStickySessions(
  io: ChatIoServer,
  log: Logger,
  nowMs: () => number,
): void {
  const node = randomBytes(6).toString("base64url");
  const startedAtMs = nowMs();
  let saidAtMs = -Infinity;
  Object.assign(io.engine, {
    generateId: () => `${node}.${nowMs().toString(36)}.${randomBytes(15).toString("base64url")}`,
  });
  const isElsewhere = (sid: unknown): boolean => {
    const [, beganBy, time = ""] = FORM.exec(String(sid)) ?? [];
    const beganAtMs = Number.parseInt(time, 36);
    const isFresh = Math.abs(nowMs() - beganAtMs) < FRESH_MS;
    return beganBy !== undefined && beganBy !== node && isFresh && beganAtMs > startedAtMs;
  };
  io.engine.on("connection_error", ({ req, code, context }: EngineError) => {
    if (code !== UNKNOWN_SESSION || !context || !isElsewhere(req._query?.sid)) return;
    // What Engine.IO answers with, over either transport.
    context.message = REASON;
    if (nowMs() - saidAtMs < SAY_EVERY_MS) return;
    saidAtMs = nowMs();
    log.warn({}, REASON);
  });
}

/** As Engine.IO numbers it. */
const UNKNOWN_SESSION = 1;
