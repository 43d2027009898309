import type { IncomingMessage } from "node:http";
import { invitationUrl } from "#protocol";
import { validateAttachOptions, type AttachOptions } from "./attach-options.ts";
import { createAddressHash } from "./auth/address-hash.ts";
import { createAuth } from "./auth/create-auth.ts";
import { createInvitationService } from "./auth/create-invitation-service.ts";
import { signInOptions } from "./auth/sign-in-options.ts";
import { createSignInService } from "./auth/sign-in-service.ts";
import type { ChatServer } from "./chat-server.ts";
import { JoinThrottle } from "./chat/limits/join-throttle.ts";
import { appointInvited } from "./chat/moderation/appoint-invited.ts";
import { EndedSessions } from "./chat/participants/ended-sessions.ts";
import type { AlarmClock } from "./chat/ports/clock.ts";
import { DomainEvents } from "./chat/ports/domain-events.ts";
import { noBus, type NodeBus } from "./chat/ports/node-bus.ts";
import { StoreClock } from "./chat/ports/store-clock.ts";
import { endSession } from "./chat/rooms/end-session.ts";
import { composeChat } from "./compose/chat.ts";
import { composeHttp } from "./compose/http.ts";
import { startMaintenanceJobs } from "./compose/maintenance-jobs.ts";
import { composeRealtime } from "./compose/realtime.ts";
import { composeBus, composeStorage } from "./compose/storage.ts";
import { createLogger } from "./create-logger.ts";
import { createCrowdApi } from "./demo/crowd-api.ts";
import { Crowd } from "./demo/crowd.ts";
import { DEMO_STREAM, seedConversation } from "./demo/seed-demo.ts";
import { eventLoop } from "./system-event-loop.ts";
import { writeShared } from "./fan-out/write-shared.ts";
import { holdForTurn } from "./fan-out/writers/engine-internals.ts";
import { SocketIoAudience } from "./fan-out/socket-io-audience.ts";
import { Metrics } from "./metrics/metrics.ts";
import { toOptions, type Options } from "./options.ts";
import { ThreadFilterCompiler } from "./patterns/thread-filter-compiler.ts";
import type { ChatServerOptions } from "./settings.ts";
import { decorateStorage } from "./storage/storage-methods.ts";
import { engineOf } from "./storage/engines/engines.ts";
import type { Storage } from "./storage/storage.ts";
import { systemClock } from "./system-clock.ts";
import { acceptConnections } from "./transport/accept-connections.ts";
import { callerAddress } from "./transport/caller-address.ts";
import type { Logger } from "./transport/logger.ts";
import { resetConnection } from "./transport/open-sockets.ts";
import { OriginPolicy } from "./transport/origin-policy.ts";
import { shutDown } from "./transport/shut-down.ts";
import { createSocketServer } from "./transport/socket-server.ts";
import type { WorkerRoute } from "./transport/worker-routing.ts";
import { unknownOptions } from "./unknown-settings.ts";
import { openWebhooks } from "./webhooks/open-webhooks.ts";

/**
 * Starts a chat server, on its own port or attached to an app's server.
 *
 * Rejects with an `OptionsError` that lists every fault, or with the error of the database or the
 * port; then nothing is left open.
 */
export async function createChatServer(
  given: ChatServerOptions & AttachOptions = {},
): Promise<ChatServer> {
  const options = toOptions(given, {
    faults: [...validateAttachOptions(given), ...unknownOptions(given)],
  });
  return startChatServer(options, { attachTo: given.attachTo });
}

/** Overrides for tests, benchmarks and workers. */
export interface TestOverrides extends AttachOptions {
  maxBatch?: number;
  clock?: AlarmClock;
  joinThrottle?: JoinThrottle;
  storage?: Storage;
  bus?: NodeBus;
  route?: WorkerRoute;
  /** Whether a demo starts with a short conversation, as from the command line. */
  withOpening?: boolean;
}

/** Starts a chat server with validated options. */
export async function startChatServer(
  options: Options,
  overrides: TestOverrides = {},
): Promise<ChatServer> {
  const { clock = systemClock } = overrides;
  const logger = createLogger(options.logLevel);
  const storage = await composeStorage(options, clock, logger, overrides.storage);
  let bus = noBus;
  try {
    bus = overrides.bus ?? (await composeBus(options, storage, clock, logger));
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
  bus: NodeBus,
  logger: Logger,
  {
    maxBatch,
    route,
    attachTo,
    withOpening = false,
    joinThrottle = new JoinThrottle({ ...eventLoop, random: Math.random }),
  }: TestOverrides,
): Promise<ChatServer> {
  const metrics = new Metrics();
  const { log } = decorateStorage(storage, metrics.aroundStoreCall);
  const origins = new OriginPolicy({
    origins: options.origins,
    loopbackOnly: options.mode === "demo",
    ...(options.publicUrl && { publicUrl: options.publicUrl }),
  });
  const { directWrites } = options;
  // Only direct writes allow compressing once for all subscribers.
  const io = createSocketServer(origins, options.compression && directWrites);
  const audience = new SocketIoAudience(io, resetConnection, { directWrites });
  const demoAccounts = options.mode === "demo";
  const storeClock = new StoreClock(clock);
  const endedSessions = new EndedSessions(storage.sessions, storeClock);
  await endedSessions.read();
  const auth = await createAuth(
    { ...options, demoAccounts },
    {
      ...storage,
      clock: storeClock,
      fetch,
      isEnded: (id) => endedSessions.has(id),
      warn: (message) => logger.warn({}, message),
    },
  );
  const warn = (error: unknown) => logger.warn({ err: error }, "the store did not answer");
  const events = new DomainEvents();
  const webhooks = openWebhooks({
    store: storage.webhooks,
    clock: storeClock,
    events,
    warn,
    allowPrivate: options.webhookPrivate === true,
  });
  const chat = composeChat(options, {
    ...storage,
    log,
    bus,
    shared: engineOf(options.databaseUrl).isShared || bus !== noBus,
    audience,
    joinThrottle,
    clock,
    storeClock,
    endedSessions,
    events,
    maxBatch,
    authenticator: auth.authenticator,
    filterCompiler: new ThreadFilterCompiler(),
    warn: (about, message) => logger.warn(about, message),
  });
  const { commits, nodeSync } = chat;
  const invitations = createInvitationService(
    auth.invitations,
    storage.invitations,
    {
      appoint: (key, person, inviter) => appointInvited(chat, key, person, inviter),
      channelName: async (channelId) => (await storage.moderation.readChannel(channelId)).name,
      hasPage: signInOptions(options, attachTo !== undefined).devices,
    },
    (about, message) => logger.info(about, message),
  );
  const addressOf = callerAddress(options.trustProxy);
  const hashAddress = await createAddressHash(storage.secrets);
  const hashOfCaller = (request: IncomingMessage) => {
    const address = addressOf(request);
    return address && hashAddress(address);
  };
  // A simulated crowd, to try a busy chat; only in a demo, where no real people are.
  const crowd = demoAccounts ? new Crowd({ commits, clock, random: Math.random }) : undefined;
  const endpoint = composeHttp(options, {
    chat,
    webhooks: webhooks.admin,
    invitations,
    signIns: createSignInService(auth.signIns, auth.sessions, (id) => endSession(chat, id)),
    origins,
    addressOf,
    hashOfCaller,
    devices: auth.deviceSignIns,
    metrics,
    clock,
    logger,
    hasBus: bus !== noBus,
    demoApi: crowd && createCrowdApi(crowd, { log, commits }, (request) => origins.isOwn(request)),
    attachTo,
  });
  const { http, sockets } = endpoint;
  const realtime = await composeRealtime(options, { io, http, addressOf, clock, logger, route });

  metrics.observe({
    chat,
    hasBus: bus !== noBus,
    fanOut: () => audience.stats,
    connections: () => io.engine.clientsCount,
    connectionsWaiting: () => realtime.waiting,
  });

  const stopped = new AbortController();
  startMaintenanceJobs(chat, storage, webhooks.scheduler, options, stopped.signal, {
    warn,
    tell: (about, message) => logger.info(about, message),
  });

  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= (async () => {
      stopped.abort();
      nodeSync.leave();
      crowd?.close();
      realtime.close();
      await shutDown(io, http, sockets, commits);
      await webhooks.close();
      await chat.filters.close();
      endpoint.close();
      await bus.close();
      await log.close();
      storeClock.close();
      metrics.close();
    })());

  try {
    await chat.reservedNames.load();
    acceptConnections(io, chat, logger, {
      bounded: options.rateLimit !== "off",
      hashOfCaller,
      mayBeFramedByAll: origins.allowsAnyFrame,
      ...(directWrites && { writeShared, holdForTurn }),
    });
    await endpoint.open();
    if (crowd && withOpening) seedConversation({ log, commits }, DEMO_STREAM).catch(warn);
    return {
      mode: options.mode,
      close,
      get url() {
        return endpoint.url;
      },
      makeOwnerLink: async () => {
        const made = await invitations.makeOwnerLink();
        if (!made.ok) throw new Error(made.error.message);
        const { invitation, expiresAtMs } = made.value;
        return { url: invitationUrl(endpoint.url, invitation), expiresAtMs };
      },
      makeFirstOwnerLink: async () => {
        // In a shared database, another server may have shown the link already.
        const made = await invitations.makeFirstOwnerLink(engineOf(options.databaseUrl).isShared);
        return made && invitationUrl(endpoint.url, made.invitation);
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
