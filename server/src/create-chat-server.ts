import { withoutGuestAvatars } from "./chat/participants/guest-avatars.ts";
import { composeChat } from "./compose/chat.ts";
import { createAddressHash } from "./auth/address-hash.ts";
import { createAuth } from "./auth/create-auth.ts";
import { createInvitationService } from "./auth/create-invitation-service.ts";
import { invitationUrl } from "#protocol";
import { signInOptions } from "./auth/sign-in-options.ts";
import { createSignInService } from "./auth/sign-in-service.ts";
import { openWebhooks } from "./webhooks/open-webhooks.ts";
import { faultsOfAttachment, type Attachment } from "./attachment.ts";
import { JoinThrottle } from "./chat/limits/join-throttle.ts";
import { EndedSessions } from "./chat/participants/ended-sessions.ts";
import { noBus, type RoomBus } from "./chat/ports/room-bus.ts";
import { startMaintenanceJobs } from "./compose/maintenance-jobs.ts";
import type { AlarmClock } from "./chat/ports/clock.ts";
import { StoreClock } from "./chat/ports/store-clock.ts";
import { TickThrottle } from "./chat/limits/tick-throttle.ts";
import type { ChatServer } from "./chat-server.ts";
import { createLogger } from "./create-logger.ts";
import { eventLoop } from "./event-loop.ts";
import { Crowd } from "./demo/crowd.ts";
import { DEMO_STREAM, writeOpening } from "./demo/made-up.ts";
import { createCrowdApi } from "./demo/crowd-api.ts";
import { SocketIoAudience } from "./fan-out/socket-io-audience.ts";
import { redisRemedy } from "./fan-out/redis/redis-remedy.ts";
import { openBus } from "./fan-out/open-bus.ts";
import { toOptions, type Options } from "./options.ts";
import { Metrics } from "./metrics/metrics.ts";
import { ThreadFilterCompiler } from "./patterns/thread-filter-compiler.ts";
import { findPublicDir, packageVersion } from "./package-files.ts";
import type { ChatServerOptions } from "./settings.ts";
import { decorateStorage } from "./storage/decorate-storage.ts";
import { engineOf } from "./storage/engines/engines.ts";
import { openStorage } from "./storage/open-storage.ts";
import type { Storage } from "./storage/storage.ts";
import { systemClock } from "./system-clock.ts";
import { unknownOptions } from "./unknown-settings.ts";
import { acceptConnections } from "./transport/accept-connections.ts";
import { basePathOf, serveUnder } from "./transport/base-path.ts";
import { callerAddress } from "./transport/caller-address.ts";
import { inflateFrames } from "./transport/compression.ts";
import { createHttpApi } from "./transport/http-api/create-http-api.ts";
import { createHttpApp } from "./transport/http-app.ts";
import { createHttpEndpoint } from "./transport/http-endpoint.ts";
import { resetConnection } from "./transport/open-sockets.ts";
import { OriginPolicy } from "./transport/origin-policy.ts";
import { limitConnections } from "./transport/limit-connections.ts";
import { refuseOldClients } from "./transport/old-clients.ts";
import { paceHandshakes } from "./transport/pace-handshakes.ts";
import { RequestLimits } from "./transport/request-limits.ts";
import { forbidSniffing } from "./transport/sniffing.ts";
import { warnOfSpreadSessions } from "./transport/spread-sessions.ts";
import { UndeclaredProxyWatch } from "./transport/undeclared-proxy.ts";
import { shutDown } from "./transport/shut-down.ts";
import { createSignInApi } from "./transport/sign-in-api.ts";
import { onWsServer } from "./transport/on-ws-server.ts";
import { boundPackets, createSocketServer, endQuickly } from "./transport/socket-server.ts";
import { routeToWorker, type WorkerRoute } from "./transport/worker-routing.ts";

/**
 * Starts a chat server, at a port of its own or attached to an app's server.
 *
 * Rejects with an `OptionsError` that lists every fault, or with what the database
 * or the port has against it; then nothing is left open.
 */
export async function createChatServer(
  given: ChatServerOptions & Attachment = {},
): Promise<ChatServer> {
  const options = toOptions(given, {
    faults: [...faultsOfAttachment(given), ...unknownOptions(given)],
  });
  return startChatServer(options, { attachTo: given.attachTo });
}

/** What tests, benches and workers put in the place of the usual. */
export interface TestOverrides extends Attachment {
  maxBatch?: number;
  clock?: AlarmClock;
  admission?: JoinThrottle;
  storage?: Storage;
  bus?: RoomBus;
  route?: WorkerRoute;
  /** Whether a demo begins with a short conversation, as the command has it. */
  withOpening?: boolean;
}

/** Requests over HTTP of one who is known, or of one address. (SPEC AD7) */
const API_REQUESTS = { count: 600, windowMs: 60_000 };

/** Connections that may be shaken hands with in one turn of the event loop. */
const HANDSHAKES_PER_TURN = 16;

/** Starts a chat server with options that were checked. */
export async function startChatServer(
  options: Options,
  overrides: TestOverrides = {},
): Promise<ChatServer> {
  const { clock = systemClock } = overrides;
  const logger = createLogger(options.logLevel);
  const opened =
    overrides.storage ?? (await openStorage(options, clock, (notice) => logger.warn(notice)));
  const storage = options.guestAvatars
    ? opened
    : {
        ...opened,
        log: withoutGuestAvatars(opened.log),
        moderation: withoutGuestAvatars(opened.moderation),
        webhooks: withoutGuestAvatars(opened.webhooks),
      };
  let bus = noBus;
  try {
    bus =
      overrides.bus ??
      (await openBus(options.redisUrl, {
        redisCa: options.redisCa,
        ...{ secrets: storage.secrets, clock },
        onDown: (error) =>
          logger.warn(
            { err: error },
            `Redis is lost; the database is asked instead. ${redisRemedy(error) ?? ""}`.trim(),
          ),
        onUp: () => logger.info("Redis is back"),
      }));
    return await assemble(options, storage, clock, bus, logger, overrides);
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
  {
    maxBatch,
    route,
    attachTo,
    withOpening = false,
    admission = new JoinThrottle({ ...eventLoop, random: Math.random }),
  }: TestOverrides,
): Promise<ChatServer> {
  const metrics = new Metrics();
  const { log } = decorateStorage(storage, metrics.aroundStoreCall);
  const origins = new OriginPolicy({
    origins: options.origins,
    loopbackOnly: options.mode === "demo",
    ...(options.publicUrl && { publicUrl: options.publicUrl }),
  });
  const io = createSocketServer(origins, options.compression);

  const audience = new SocketIoAudience(io, resetConnection);
  const bounded = options.rateLimit !== "off";
  const demoAccounts = options.mode === "demo";
  const time = new StoreClock(clock);
  const endedSessions = new EndedSessions(storage.sessions, time);
  await endedSessions.read();
  const auth = await createAuth(
    { ...options, demoAccounts },
    {
      ...{ ...storage, clock: time, fetch, isEnded: (id: string) => endedSessions.has(id) },
      warn: (message) => logger.warn(message),
    },
  );
  const warn = (error: unknown) => logger.warn({ err: error }, "the store did not answer");
  const webhooks = openWebhooks({
    ...{
      store: storage.webhooks,
      clock: time,
      warn,
      allowPrivate: options.webhookPrivate === true,
    },
  });
  const chat = composeChat(options, {
    onCommitted: (batch) => webhooks.deliveries.noteCommitted(batch),
    onArrival: (streamId, person) => webhooks.arrivals.note(streamId, person),
    ...{ ...storage, log, bus, audience, admission, clock, time, endedSessions, maxBatch },
    shared: engineOf(options.databaseUrl).isShared || bus !== noBus,
    authenticator: auth.authenticator,
    filterCompiler: new ThreadFilterCompiler(),
    warn: (about, message) => logger.warn(about, message),
  });
  const { commits, nodeSync } = chat;
  const invitations = createInvitationService(
    auth.invitations,
    storage.invitations,
    chat,
    (about, message) => logger.info(about, message),
  );
  const addressOf = callerAddress(options.trustProxy);
  const hashAddress = await createAddressHash(storage.secrets);

  // A crowd to try a busy chat with; only where nobody else can be.
  const crowd = demoAccounts ? new Crowd({ commits, clock, random: Math.random }) : undefined;
  const publicDir = findPublicDir();
  const signIn = signInOptions(options, attachTo !== undefined);
  const proxyWatch = new UndeclaredProxyWatch(addressOf, (message) => logger.warn(message));
  const app = createHttpApp({
    log,
    onRequest: (request) => proxyWatch.note(request),
    ...(bus !== noBus && { isBusUp: () => nodeSync.isUp }),
    metrics: {
      metrics,
      ...(options.adminToken && { adminToken: options.adminToken }),
      behindProxy: Boolean(options.publicUrl ?? options.trustProxy ?? attachTo),
    },
    origins,
    logger,
    version: packageVersion(),
    ...(options.publicUrl && { publicUrl: options.publicUrl }),
    signInApi: createSignInApi({
      origins,
      clock,
      logger,
      bounded,
      addressOf,
      invitations,
      service: createSignInService(auth.signIns, auth.sessions, chat),
      options: signIn,
      isHttps: options.publicUrl?.startsWith("https:") ?? false,
    }),
    ...(options.supabaseUrl && { identityProvider: options.supabaseUrl }),
    ...(options.trustProxy && { trustProxy: options.trustProxy }),
    httpApi: createHttpApi({
      base: basePathOf(options.publicUrl),
      ...{ chat, webhooks: webhooks.admin, origins, logger, version: packageVersion() },
      invitations,
      ...(options.publicUrl && { publicUrl: options.publicUrl }),
      requestLimits: new RequestLimits({
        ...{ clock, bounded, addressOf },
        address: API_REQUESTS,
        known: API_REQUESTS,
      }),
      ...(options.adminToken && { adminToken: options.adminToken }),
    }),
    ...(crowd && {
      demoApi: createCrowdApi(crowd, { log, commits }, (request) => origins.isOwn(request)),
    }),
    ...(publicDir && { publicDir }),
  });
  const hasSignInPage = signIn.providers.length > 0;
  const endpoint = createHttpEndpoint(app, { ...options, attachTo, hasSignInPage });
  const { http, sockets } = endpoint;
  const handshakeThrottle = new TickThrottle({ ...eventLoop, perTurn: HANDSHAKES_PER_TURN });
  io.attach(http);
  onWsServer(io, http, inflateFrames);
  endQuickly(io, http);
  paceHandshakes(http, handshakeThrottle);
  if (bounded) {
    boundPackets(io, clock);
    limitConnections(io, {
      ...{ addressOf, clock, random: Math.random },
      most: Math.ceil(options.connectionsPerAddress / (options.workers ?? 1)),
    });
  }
  warnOfSpreadSessions(io, logger, () => clock.nowMs());
  refuseOldClients(io, http, logger, () => clock.nowMs());
  const ownRoute = route && (await routeToWorker(io, http, route));
  serveUnder(http, basePathOf(options.publicUrl));
  forbidSniffing(http);

  metrics.observe({
    ...{ chat, hasBus: bus !== noBus },
    fanOut: () => audience.stats,
    connections: () => io.engine.clientsCount,
    connectionsWaiting: () => handshakeThrottle.waiting,
  });

  const stopped = new AbortController();
  startMaintenanceJobs(chat, storage, webhooks.deliveries, options, stopped.signal, {
    warn,
    tell: (about, message) => logger.info(about, message),
  });

  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= (async () => {
      stopped.abort();
      nodeSync.leave();
      crowd?.close();
      ownRoute?.close();
      await shutDown(io, http, sockets, commits);
      await webhooks.close();
      await chat.filters.close();
      endpoint.close();
      await bus.close();
      await log.close();
      metrics.close();
    })());

  try {
    await chat.reservedNames.load();
    acceptConnections(io, chat, logger, {
      bounded,
      hashOfCaller: (request) => {
        const address = addressOf(request);
        return address && hashAddress(address);
      },
      mayBeFramedByAll: origins.allowsAnyFrame,
    });
    await endpoint.open();
    if (crowd && withOpening) writeOpening({ log, commits }, DEMO_STREAM).catch(warn);
    const { mode } = options;
    return {
      mode,
      close,
      get url() {
        return endpoint.url;
      },
      makeOwnerLink: async () => {
        const { invitation, expiresAtMs } = await invitations.makeOwnerLink();
        return { url: invitationUrl(endpoint.url, invitation), expiresAtMs };
      },
      makeFirstOwnerLink: async () => {
        // Of a database that others serve, too, one of them has shown it.
        const made = await invitations.makeFirstOwnerLink(engineOf(options.databaseUrl).isShared);
        return made && invitationUrl(endpoint.url, made.invitation);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
