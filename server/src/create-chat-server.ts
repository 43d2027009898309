import { createServer } from "node:http";
import { LIMITS } from "#protocol";
import { createAuth } from "./auth/create-auth.ts";
import { signInOptions } from "./auth/sign-in-options.ts";
import { createSignInService } from "./auth/sign-in-service.ts";
import { Admission } from "./chat/admission.ts";
import type { Chat } from "./chat/chat.ts";
import { CommitQueue } from "./chat/commit-queue.ts";
import { endUnheardOf } from "./chat/end-sessions.ts";
import { heedNode } from "./chat/heed-node.ts";
import { OtherNodes } from "./chat/other-nodes.ts";
import { noBus, type RoomBus } from "./chat/room-bus.ts";
import { keepHouse } from "./keep-house.ts";
import { Connections } from "./chat/connections.ts";
import type { AlarmClock } from "./chat/ports.ts";
import { Presence } from "./chat/presence.ts";
import { Rooms } from "./chat/rooms.ts";
import { SendLimit } from "./chat/send-limit.ts";
import { StaffNames } from "./chat/staff-names.ts";
import { Turnstile } from "./chat/turnstile.ts";
import { createLogger } from "./create-logger.ts";
import { Crowd } from "./demo/crowd.ts";
import { createCrowdApi } from "./demo/crowd-api.ts";
import { SocketIoAudience } from "./fan-out/socket-io-audience.ts";
import { openBus } from "./fan-out/open-bus.ts";
import { OptionsError, toOptions, type Mode, type Options } from "./options.ts";
import { Metrics } from "./metrics/metrics.ts";
import { findPublicDir, packageVersion } from "./package-files.ts";
import type { ChatServerOptions } from "./settings.ts";
import { isShared, openStorage } from "./storage/open-storage.ts";
import type { Storage } from "./storage/storage.ts";
import { systemClock } from "./system-clock.ts";
import { acceptConnections } from "./transport/accept-connections.ts";
import { createAdminApi } from "./transport/admin-api.ts";
import { inflateFrames } from "./transport/compression.ts";
import { createHttpApp } from "./transport/http-app.ts";
import { hardenHttpServer, listen } from "./transport/http-server.ts";
import { OpenSockets, resetConnection } from "./transport/open-sockets.ts";
import { OriginPolicy } from "./transport/origin-policy.ts";
import { paceHandshakes } from "./transport/pace-handshakes.ts";
import { shutDown } from "./transport/shut-down.ts";
import { createSignInApi } from "./transport/sign-in-api.ts";
import { boundPackets, createSocketServer, endQuickly } from "./transport/socket-server.ts";
import { takePlace, type WorkerPlace } from "./transport/worker-places.ts";

/** A chat server that is listening. */
export interface ChatServer {
  /** Where it can be reached, like `http://localhost:3001`. */
  readonly url: string;
  readonly mode: Mode;
  /** Finishes commits, tells clients to come back, and closes, within 10 s. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts a chat server.
 *
 * Rejects with an `OptionsError` that lists every fault, or with what the database
 * or the port has against it; then nothing is left open.
 */
export async function createChatServer(given: ChatServerOptions = {}): Promise<ChatServer> {
  const options = toOptions(given);
  if (options.workers && options.workers > 1)
    throw new OptionsError([
      "workers are started by the command alone: live-chat-server --workers n.",
    ]);
  return startChatServer(options);
}

/** What tests, benches and workers put in the place of the usual. */
export interface Seams {
  maxBatch?: number;
  clock?: AlarmClock;
  admission?: Admission;
  storage?: Storage;
  bus?: RoomBus;
  place?: WorkerPlace;
}

/** The event loop, as what paces crowds sees it. */
const loop = {
  nowMs: () => performance.now(),
  nextTurn: (run: () => void) => void setImmediate(run),
};

/** Connections that may be shaken hands with in one turn of the event loop. */
const HANDSHAKES_PER_TURN = 16;

/** Starts a chat server with options that were checked. */
export async function startChatServer(options: Options, seams: Seams = {}): Promise<ChatServer> {
  const { clock = systemClock } = seams;
  const logger = createLogger(options.logLevel);
  const storage = seams.storage ?? (await openStorage(options, clock));
  let bus = noBus;
  try {
    bus =
      seams.bus ??
      (await openBus(options.redisUrl, {
        ...{ secrets: storage.secrets, clock },
        onDown: (error) =>
          logger.warn({ err: error }, "Redis is lost; the database is asked instead"),
        onUp: () => logger.info("Redis is back"),
      }));
    return await assemble(options, storage, clock, bus, logger, seams);
  } catch (error) {
    await bus.close();
    await storage.log.close();
    throw error;
  }
}

async function assemble(
  options: Options,
  storage: Storage,
  clock: AlarmClock,
  bus: RoomBus,
  logger: ReturnType<typeof createLogger>,
  { maxBatch, place, admission = new Admission({ ...loop, random: Math.random }) }: Seams,
): Promise<ChatServer> {
  const metrics = new Metrics();
  const log = metrics.measure(storage.log);
  const origins = new OriginPolicy({
    origins: options.origins,
    loopbackOnly: options.mode === "demo",
    ...(options.publicUrl && { publicUrl: options.publicUrl }),
  });
  const io = createSocketServer(origins, options.compression);

  const audience = new SocketIoAudience(io, resetConnection);
  const rooms: Rooms = new Rooms(log, {
    historyLimit: options.historyLimit,
    recoveryEntries: options.recoveryEntries,
    onEntries: (batch) => audience.entries(batch),
    onOpening: (streamId) => bus.follow(streamId),
    onForgotten: (streamId) => bus.unfollow(streamId),
    onDiverged: (streamId) => {
      logger.warn({ streamId }, "the database holds another log than before; viewers join anew");
      rooms.forget(streamId);
      audience.reset(streamId);
    },
  });
  const commits = new CommitQueue(log, {
    timeoutMs: LIMITS.storeTimeoutMs,
    ...(maxBatch && { maxBatch }),
    onCommitted: (batch, results) => nodes.tellCommitted(rooms.show(batch, results)),
    onFailed: (batch) => batch.forEach(({ streamId }) => rooms.suspect(streamId)),
  });
  const bounded = options.rateLimit !== "off";
  const sendLimit = new SendLimit(options.rateLimit === "off" ? undefined : options.rateLimit);
  const staffNames = new StaffNames(storage.staffNames);
  const demoAccounts = options.mode === "demo";
  const auth = await createAuth(
    { ...options, demoAccounts },
    { ...storage, clock, fetch, warn: (message) => logger.warn(message) },
  );
  const warn = (error: unknown) => logger.warn({ err: error }, "the store did not answer");
  const nodes: OtherNodes = new OtherNodes({
    ...{ bus, rooms, clock },
    shared: isShared(options.databaseUrl) || bus !== noBus,
    onMessage: (message) => heedNode(chat, message),
    onRecheck: () => {
      staffNames.load().catch(warn);
      endUnheardOf(chat, storage.sessions).catch(warn);
    },
  });
  const chat: Chat = {
    ...{ log, rooms, nodes, commits, sendLimit, audience, clock, staffNames },
    presence: new Presence(rooms, audience, clock, nodes),
    admission,
    authenticator: auth.authenticator,
    connections: new Connections(),
    membersOnly: options.read === "members",
  };

  // A crowd to try a busy chat with; only where nobody else can be.
  const crowd = demoAccounts ? new Crowd({ commits, clock, random: Math.random }) : undefined;
  const publicDir = findPublicDir();
  const app = createHttpApp({
    log,
    ...(bus !== noBus && { isBusUp: () => nodes.isUp }),
    metrics: {
      metrics,
      ...(options.adminToken && { adminToken: options.adminToken }),
      behindProxy: options.publicUrl !== undefined || options.trustProxy !== undefined,
    },
    origins,
    logger,
    version: packageVersion(),
    ...(options.publicUrl && { publicUrl: options.publicUrl }),
    signInApi: createSignInApi({
      ...{ origins, clock, logger, bounded },
      service: createSignInService(auth.signIns, auth.sessions, chat),
      options: signInOptions(options),
    }),
    ...(options.supabaseUrl && { identityProvider: options.supabaseUrl }),
    ...(options.trustProxy && { trustProxy: options.trustProxy }),
    ...(options.adminToken && { adminApi: createAdminApi(chat, options.adminToken, logger) }),
    ...(crowd && { demoApi: createCrowdApi(crowd, (request) => origins.isOwn(request)) }),
    ...(publicDir && { publicDir }),
  });
  const http = hardenHttpServer(createServer({ connectionsCheckingInterval: 1_000 }, app));
  const sockets = new OpenSockets(http);
  const door = new Turnstile({ ...loop, perTurn: HANDSHAKES_PER_TURN });
  io.attach(http);
  inflateFrames(io);
  endQuickly(io);
  paceHandshakes(http, door);
  if (bounded) boundPackets(io, clock);
  const ownPlace = place && (await takePlace(io, http, place));

  metrics.observe({
    ...{ chat, hasBus: bus !== noBus },
    fanOut: () => audience.stats,
    connections: () => io.engine.clientsCount,
    connectionsWaiting: () => door.waiting,
  });

  const stopped = new AbortController();
  keepHouse(chat, storage.sessions, options, stopped.signal, warn);

  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= (async () => {
      stopped.abort();
      nodes.leave();
      crowd?.close();
      ownPlace?.close();
      await shutDown(io, http, sockets, commits);
      await bus.close();
      await log.close();
      metrics.close();
    })());

  try {
    await staffNames.load();
    acceptConnections(io, chat, logger, bounded);
    const port = await listen(http, options.port, options.host);
    return { url: options.publicUrl ?? `http://localhost:${port}`, mode: options.mode, close };
  } catch (error) {
    await close();
    throw error;
  }
}
