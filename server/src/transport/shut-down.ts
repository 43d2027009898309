import type { Server as HttpServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import type { CommitQueue } from "../chat/commit/commit-queue.ts";
import type { OpenSockets } from "./open-sockets.ts";
import type { ChatIoServer } from "./chat-io-server.ts";

const COME_BACK_AFTER_MS = 1_000;
const PATIENCE_MS = 2_500;

/**
 * Shuts a server down in order: refuses new connections, notifies clients, finishes commits, closes
 * connections. What is still open at the deadline is cut. (SPEC CN7)
 */
export async function shutDown(
  io: ChatIoServer,
  http: HttpServer,
  sockets: OpenSockets,
  commits: CommitQueue,
): Promise<void> {
  const closed = new Promise<void>((resolve) => http.close(() => resolve()));
  io.emit("come-back", { afterMs: COME_BACK_AFTER_MS });
  await within(PATIENCE_MS, commits.drained());
  // Closing the transport, not the session, makes stock clients reconnect by themselves.
  io.engine.close();
  http.closeIdleConnections();
  await within(PATIENCE_MS, closed);
  sockets.resetAll();
  await io.close();
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  await Promise.race([work, delay(ms, undefined, { signal: timer.signal }).catch(() => undefined)]);
  timer.abort();
}
