import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { LIMITS } from "#protocol";
import { createAuthenticator } from "./auth/create-authenticator.ts";
import type { Chat } from "./chat/chat.ts";
import { CommitQueue } from "./chat/commit-queue.ts";
import type { Clock } from "./chat/ports.ts";
import { trimLog } from "./chat/retention.ts";
import { Rooms } from "./chat/rooms.ts";
import { SendLimit } from "./chat/send-limit.ts";
import { ViewerCounts } from "./chat/viewer-counts.ts";
import { createLogger } from "./create-logger.ts";
import { every } from "./every.ts";
import { SocketIoAudience } from "./fan-out/socket-io-audience.ts";
import { toOptions, type Mode, type Options } from "./options.ts";
import type { ChatServerOptions } from "./settings.ts";
import { openStorage } from "./storage/open-storage.ts";
import { acceptConnections } from "./transport/accept-connections.ts";
import { createAdminApi } from "./transport/admin-api.ts";
import { createHttpApp } from "./transport/http-app.ts";
import { hardenHttpServer, listen } from "./transport/http-server.ts";
import { OpenSockets } from "./transport/open-sockets.ts";
import { OriginPolicy } from "./transport/origin-policy.ts";
import { shutDown } from "./transport/shut-down.ts";
import { boundPackets, createSocketServer } from "./transport/socket-server.ts";

/** A chat server that is listening. */
export interface ChatServer {
  /** Where it can be reached, like `http://localhost:3001`. */
  readonly url: string;
  readonly mode: Mode;
  /** Finishes commits, tells clients to come back, and closes, within 10 s. May be called again. */
  close(): Promise<void>;
}

const HEAL_INTERVAL_MS = 1_000;
const TRIM_INTERVAL_MS = 60_000;
const TRIM_PAUSE_MS = 50;

const clock: Clock = { nowMs: () => Date.now() };

/**
 * Starts a chat server.
 *
 * Rejects with an `OptionsError` that lists every fault, or with what the database
 * or the port has against it; then nothing is left open.
 */
export async function createChatServer(given: ChatServerOptions = {}): Promise<ChatServer> {
  return startChatServer(toOptions(given));
}

/** Starts a chat server with options that were checked. `maxBatch` is for the benchmark alone. */
export async function startChatServer(
  options: Options,
  { maxBatch }: { maxBatch?: number } = {},
): Promise<ChatServer> {
  const logger = createLogger(options.logLevel);
  const { log, secrets } = await openStorage(options, clock);
  const origins = new OriginPolicy({
    origins: options.origins,
    loopbackOnly: options.mode === "demo",
  });
  const io = createSocketServer(origins);

  const audience = new SocketIoAudience(io);
  const rooms: Rooms = new Rooms(log, {
    historyLimit: options.historyLimit,
    recoveryEntries: options.recoveryEntries,
    onEntries: (batch) => audience.entries(batch),
    onDiverged: (streamId) => {
      logger.warn({ streamId }, "the database holds another log than before; viewers join anew");
      rooms.forget(streamId);
      audience.reset(streamId);
    },
  });
  const commits = new CommitQueue(log, {
    timeoutMs: LIMITS.storeTimeoutMs,
    ...(maxBatch && { maxBatch }),
    onCommitted: (batch, results) => rooms.show(batch, results),
    onFailed: (batch) => rooms.suspect(batch),
  });
  const bounded = options.rateLimit !== "off";
  const sendLimit = new SendLimit(options.rateLimit === "off" ? undefined : options.rateLimit);
  const chat: Chat = { log, rooms, commits, sendLimit, audience, clock };

  const publicDir = findPublicDir();
  const app = createHttpApp({
    log,
    origins,
    version: packageVersion(),
    ...(options.adminToken && { adminApi: createAdminApi(chat, options.adminToken, logger) }),
    ...(publicDir && { publicDir }),
  });
  const http = hardenHttpServer(createServer({ connectionsCheckingInterval: 1_000 }, app));
  const sockets = new OpenSockets(http);
  io.attach(http);
  if (bounded) boundPackets(io, clock);

  const stopped = new AbortController();
  const viewerCounts = new ViewerCounts(rooms, audience);
  every(LIMITS.viewerCountIntervalMs, stopped.signal, () => viewerCounts.tell());
  // Others may write to a shared database; until there is a bus, every node looks.
  const shared = options.databaseUrl.startsWith("postgres");
  every(HEAL_INTERVAL_MS, stopped.signal, () => rooms.heal(shared));
  const { retentionDays: days, maxMessagesPerStream: maxPerStream } = options;
  if (days !== undefined || maxPerStream !== undefined)
    every(TRIM_INTERVAL_MS, stopped.signal, () =>
      trimLog(log, rooms, clock, { days, maxPerStream }, stopped.signal, () =>
        delay(TRIM_PAUSE_MS),
      ).catch((error: unknown) =>
        logger.warn({ err: error }, "old entries could not be deleted; tried again in a minute"),
      ),
    );

  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= (async () => {
      stopped.abort();
      await shutDown(io, http, sockets, commits);
      await log.close();
    })());

  try {
    acceptConnections(io, chat, await createAuthenticator(options, secrets), logger, bounded);
    const port = await listen(http, options.port, options.host);
    return { url: options.publicUrl ?? `http://localhost:${port}`, mode: options.mode, close };
  } catch (error) {
    await close();
    throw error;
  }
}

// The same two steps up from src/ and from dist/.
function findPublicDir(): string | undefined {
  const dir = fileURLToPath(new URL("../dist/public", import.meta.url));
  return existsSync(dir) ? dir : undefined;
}

function packageVersion(): string {
  const file = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}
