import type { IncomingMessage } from "node:http";
import type { Router } from "express";
import type { AttachOptions } from "../attach-options.ts";
import { signInOptions } from "../auth/sign-in-options.ts";
import type { AlarmClock } from "../chat/ports/clock.ts";
import type { DeviceSignInService } from "../chat/ports/device-sign-in-service.ts";
import type { InvitationService } from "../chat/ports/invitation-service.ts";
import type { SignInService } from "../chat/ports/sign-in-service.ts";
import type { WebhookAdmin } from "../chat/webhooks/webhook.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Options } from "../options.ts";
import { findPublicDir, packageVersion } from "../package-files.ts";
import { basePathOf } from "../transport/base-path.ts";
import type { CallerAddress } from "../transport/caller-address.ts";
import { createHttpApi } from "../transport/http-api/create-http-api.ts";
import { createHttpApp } from "../transport/http-app.ts";
import { createHttpEndpoint, type HttpEndpoint } from "../transport/http-endpoint.ts";
import type { Logger } from "../transport/logger.ts";
import type { OriginPolicy } from "../transport/origin-policy.ts";
import { RequestLimits } from "../transport/request-limits.ts";
import { createSignInApi } from "../transport/sign-in-api.ts";
import { UndeclaredProxyWatch } from "../transport/undeclared-proxy.ts";
import type { Chat } from "./chat.ts";

/** HTTP requests of one authenticated caller, or of one address. (SPEC AD7) */
const API_REQUESTS = { count: 600, windowMs: 60_000 };

export interface HttpPorts extends AttachOptions {
  readonly chat: Chat;
  readonly webhooks: WebhookAdmin;
  readonly invitations: InvitationService;
  readonly signIns: SignInService;
  readonly devices: DeviceSignInService;
  readonly origins: OriginPolicy;
  readonly addressOf: CallerAddress;
  /** Keyed hash of the caller's network; undefined if its address does not tell. */
  readonly hashOfCaller: (request: IncomingMessage) => string | undefined;
  readonly metrics: Metrics;
  readonly clock: AlarmClock;
  readonly logger: Logger;
  /** Whether there is a bus to other nodes. */
  readonly hasBus: boolean;
  /** Present in demo mode. */
  readonly demoApi?: Router | undefined;
}

/** Builds everything that is served over HTTP, and the endpoint that serves it. */
export function composeHttp(options: Options, ports: HttpPorts): HttpEndpoint {
  const { chat, invitations, origins, addressOf, metrics, clock, logger, attachTo } = ports;
  const bounded = options.rateLimit !== "off";
  const version = packageVersion();
  const publicDir = findPublicDir();
  const signIn = signInOptions(options, attachTo !== undefined);
  const proxyWatch = new UndeclaredProxyWatch(addressOf, (message) => logger.warn({}, message));
  const publicUrl = options.publicUrl ? { publicUrl: options.publicUrl } : {};
  const adminToken = options.adminToken ? { adminToken: options.adminToken } : {};
  const app = createHttpApp({
    log: chat.log,
    onRequest: (request) => proxyWatch.note(request),
    ...(ports.hasBus && { isBusUp: () => chat.nodeSync.isUp }),
    metrics: {
      metrics,
      ...adminToken,
      behindProxy: Boolean(options.publicUrl ?? options.trustProxy ?? attachTo),
    },
    origins,
    logger,
    version,
    ...publicUrl,
    signInApi: createSignInApi({
      origins,
      clock,
      logger,
      bounded,
      addressOf,
      invitations,
      service: ports.signIns,
      devices: ports.devices,
      hashOfCaller: ports.hashOfCaller,
      ...publicUrl,
      options: signIn,
      isHttps: options.publicUrl?.startsWith("https:") ?? false,
    }),
    ...(options.supabaseUrl && { identityProvider: options.supabaseUrl }),
    ...(options.trustProxy && { trustProxy: options.trustProxy }),
    httpApi: createHttpApi({
      base: basePathOf(options.publicUrl),
      requests: chat.adminRequests,
      authenticator: chat.authenticator,
      storeClock: chat.storeClock,
      webhooks: ports.webhooks,
      invitations,
      origins,
      logger,
      version,
      ...publicUrl,
      requestLimits: new RequestLimits({
        clock,
        bounded,
        addressOf,
        address: API_REQUESTS,
        known: API_REQUESTS,
      }),
      ...adminToken,
    }),
    ...(ports.demoApi && { demoApi: ports.demoApi }),
    ...(publicDir && { publicDir }),
  });
  const hasSignInPage = signIn.providers.length > 0;
  return createHttpEndpoint(app, { ...options, attachTo, hasSignInPage });
}
