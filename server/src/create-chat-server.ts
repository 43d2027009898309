import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LIMITS } from "#protocol";
import { ConnectionAuthenticator } from "./auth/connection-authenticator.ts";
import { GuestCredentials } from "./auth/guest-credential.ts";
import {
  firstOf,
  jwksVerifier,
  secretVerifier,
  supabaseVerifier,
  type TokenVerifier,
} from "./auth/token-verifier.ts";
import type { Chat } from "./chat/chat.ts";
import { CommitQueue } from "./chat/commit-queue.ts";
import type { Authenticator, Clock, SecretStore } from "./chat/ports.ts";
import { Rooms } from "./chat/rooms.ts";
import { SendLimit } from "./chat/send-limit.ts";
import { ViewerCounts } from "./chat/viewer-counts.ts";
import { SocketIoAudience } from "./fan-out/socket-io-audience.ts";
import { createLogger } from "./create-logger.ts";
import { toOptions, type Mode, type Options } from "./options.ts";
import type { ChatServerOptions } from "./settings.ts";
import { openStorage } from "./storage/open-storage.ts";
import { acceptConnections } from "./transport/accept-connections.ts";
import { createHttpApp } from "./transport/http-app.ts";
import { hardenHttpServer, listen } from "./transport/http-server.ts";
import { OriginPolicy } from "./transport/origin-policy.ts";
import { shutDown } from "./transport/shut-down.ts";
import { createSocketServer } from "./transport/socket-server.ts";

/** A chat server that is listening. */
export interface ChatServer {
  /** Where it can be reached, like `http://localhost:3001`. */
  readonly url: string;
  readonly mode: Mode;
  /** Finishes commits, tells clients to come back, and closes, within 10 s. May be called again. */
  close(): Promise<void>;
}

const systemClock: Clock = { nowMs: () => Date.now() };

/**
 * Starts a chat server.
 *
 * Rejects with an `OptionsError` that lists every fault, or with what the database
 * or the port has against it; then nothing is left open.
 */
export async function createChatServer(given: ChatServerOptions = {}): Promise<ChatServer> {
  return startChatServer(toOptions(given));
}

/** Starts a chat server with options that were checked. */
export async function startChatServer(options: Options): Promise<ChatServer> {
  const logger = createLogger(options.logLevel);
  const storage = await openStorage(options, systemClock);
  const origins = new OriginPolicy({
    origins: options.origins,
    loopbackOnly: options.mode === "demo",
  });
  const publicDir = findPublicDir();
  const app = createHttpApp({
    log: storage.log,
    origins,
    version: packageVersion(),
    ...(publicDir && { publicDir }),
  });
  const http = hardenHttpServer(createServer(app));
  const io = createSocketServer(http, origins);
  const bounded = options.rateLimit !== "off";

  const audience = new SocketIoAudience(io);
  const rooms: Rooms = new Rooms(storage.log, {
    historyLimit: options.historyLimit,
    recoveryEntries: options.recoveryEntries,
    onEntries: (batch) => audience.entries(batch),
    onDiverged: (streamId) => {
      logger.warn({ streamId }, "the database holds another log than before; viewers join anew");
      rooms.forget(streamId);
      audience.reset(streamId);
    },
  });
  const chat: Chat = {
    log: storage.log,
    rooms,
    commits: new CommitQueue(storage.log, {
      timeoutMs: LIMITS.storeTimeoutMs,
      onCommitted: (batch, results) => rooms.show(batch, results),
    }),
    sendLimit: new SendLimit(options.rateLimit === "off" ? undefined : options.rateLimit),
    audience,
    clock: systemClock,
  };
  const viewerCounts = new ViewerCounts(rooms, audience);
  const counting = setInterval(() => viewerCounts.tell(), LIMITS.viewerCountIntervalMs);

  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= (async () => {
      clearInterval(counting);
      await shutDown(io, http, chat.commits);
      await storage.log.close();
    })());

  try {
    acceptConnections(io, chat, await createAuthenticator(options, storage.secrets), logger, bounded);
    const port = await listen(http, options.port, options.host);
    return { url: options.publicUrl ?? `http://localhost:${port}`, mode: options.mode, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function createAuthenticator(options: Options, secrets: SecretStore): Promise<Authenticator> {
  const verifiers: TokenVerifier[] = [];
  const { supabaseUrl, supabaseJwtSecret, jwtSecret, jwksUrl, jwtIssuer, jwtAudience } = options;
  const rules = {
    ...(jwtIssuer && { issuer: jwtIssuer }),
    ...(jwtAudience && { audience: jwtAudience }),
  };
  if (supabaseUrl) verifiers.push(supabaseVerifier(supabaseUrl, supabaseJwtSecret));
  if (jwtSecret) verifiers.push(secretVerifier(jwtSecret, rules));
  if (jwksUrl) verifiers.push(jwksVerifier(new URL(jwksUrl), rules));

  const secret =
    options.sessionSecret ??
    (await secrets.keep("session", randomBytes(32).toString("base64url")));
  return new ConnectionAuthenticator({
    ...(verifiers.length > 0 && { verifyToken: firstOf(verifiers) }),
    ...(options.guests && { guests: new GuestCredentials(secret) }),
  });
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
