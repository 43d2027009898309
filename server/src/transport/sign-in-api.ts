import {
  chatError,
  refuse,
  type ErrorCode,
  type Refusal,
  type Result,
  type SignInOptions,
} from "#protocol";
import express, { Router, type NextFunction, type Request, type Response } from "express";
import type { Clock } from "../chat/ports/clock.ts";
import type { SignInService } from "../chat/ports/sign-in-service.ts";
import type { DeviceSignInService } from "../chat/ports/device-sign-in-service.ts";
import type { InvitationService } from "../chat/ports/invitation-service.ts";
import type { CallerAddress } from "./caller-address.ts";
import { createDeviceSignInApi } from "./device-sign-in-api.ts";
import type { Logger } from "./logger.ts";
import { RequestLimits } from "./request-limits.ts";
import type { OriginPolicy } from "./origin-policy.ts";
import { setSignInCookie, readSignInCookies } from "./sign-in-cookie.ts";
import { toRefusal } from "./to-refusal.ts";

export interface SignInApiOptions {
  service: SignInService;
  invitations: InvitationService;
  devices: DeviceSignInService;
  origins: OriginPolicy;
  options: SignInOptions;
  clock: Clock;
  logger: Logger;
  addressOf: CallerAddress;
  /** Keyed hash of the caller's network; undefined if its address does not tell. */
  hashOfCaller: (request: Request) => string | undefined;
  /** The server's public URL, if it is known. */
  publicUrl?: string;
  /** Whether requests are rate-limited. */
  bounded: boolean;
  /** Whether the server's public URL uses https. */
  isHttps: boolean;
}

/** Requests per address: many people may share one, and each makes a few. */
const SIGN_INS = { count: 600, windowMs: 60_000 };
/** Requests per session handle; its page may have many tabs. */
const REFRESHES = { count: 60, windowMs: 60_000 };
/** Invitation links that one address may try. (SPEC OL8) */
const INVITATIONS = { count: 30, windowMs: 60_000 };
/** Device sign-ins that one address may open, and codes that it may try. (SPEC SI15) */
const DEVICES_OPENED = { count: 20, windowMs: 600_000 };
const CODES_TRIED = { count: 60, windowMs: 600_000 };
/** Paths whose requests name a session handle. */
const OF_SESSIONS = /\/chat-sessions\/(refresh|revoke)\/?(\?|$)/;
/** The path whose requests name a device sign-in, again and again until it is decided on. */
const OF_DEVICES = /\/sign-in\/devices\/redeem\/?(\?|$)/;

/** The API with which the widget and the sign-in page sign people in. (SPEC SI1–SI16, OL2, OL3) */
export function createSignInApi(api: SignInApiOptions): Router {
  const { service, invitations, origins, options } = api;
  const isHttps = (request: Request) => api.isHttps || request.secure;
  const limits = limitRequests(api);
  const router = Router();

  // The asking page submits a form here, and the browser continues to the sign-in page. Only a
  // browser that was on a page of that origin sends the origin: links and redirects cannot.
  // (SPEC SI8)
  router.post(
    "/sign-in/start",
    limits.count,
    express.urlencoded({ extended: false, limit: "16kb" }),
    async (request, response) => {
      const [signInToken, lang] = ["request", "lang"].map((name) => {
        const value = field(request, name);
        return typeof value === "string" ? value : "";
      });
      const started = await service.start(signInToken, { formOrigin: request.headers.origin });
      if (started.ok) setSignInCookie(response, started.value, isHttps(request));
      const query = new URLSearchParams({
        request: signInToken ?? "",
        lang: lang ?? "",
      }).toString();
      response.set("Cache-Control", "no-store").redirect(303, `../../../sign-in?${query}`);
    },
  );

  const paths = [
    "/sign-in",
    "/sign-in/requests",
    "/sign-in/invitations",
    "/chat-sessions",
    "/chat-sessions/*rest",
  ];
  router.use(paths, allowPages(origins), express.json({ limit: "16kb" }), limits.count);

  router.get("/sign-in", (_request, response) => void response.json({ ok: true, ...options }));
  router.post("/sign-in/requests", async (request, response) =>
    send(
      response,
      await service.begin(field(request, "secret"), field(request, "page"), originOf(request)),
    ),
  );
  router.post("/chat-sessions", async (request, response) => {
    const [signInToken, secret, code] = ["request", "secret", "code"].map((name) =>
      field(request, name),
    );
    send(response, await service.redeem(signInToken, secret, code, originOf(request)));
  });
  router.post("/chat-sessions/refresh", async (request, response) => {
    const result = await service.refresh(field(request, "refreshHandle"), originOf(request));
    if (result.ok || limits.countMadeUp(request, response)) send(response, result);
  });
  router.post("/chat-sessions/revoke", async (request, response) => {
    await service.revoke(field(request, "refreshHandle"), originOf(request));
    response.json({ ok: true });
  });

  // Only the server's own pages: no other page may exchange a proof for a code.
  router.get("/sign-in/requests/:request", async (request, response) => {
    response.set("Cache-Control", "no-store");
    const view = await service.view(
      request.params.request,
      readSignInCookies(request, isHttps(request)),
    );
    send(response, view ? { ok: true, value: view } : refuse("sign-in-expired"));
  });
  router.post("/sign-in/requests/:request/start", async (request, response) => {
    if (!origins.isOwn(request)) return refuseWith(response, 403, "forbidden");
    const secret = field(request, "secret");
    const started = await service.start(request.params.request, { secret });
    if (!started.ok) return send(response, started);
    setSignInCookie(response, started.value, isHttps(request));
    response.json({ ok: true });
  });
  router.post("/sign-in/requests/:request/grant", async (request, response) => {
    if (!origins.isOwn(request)) return refuseWith(response, 403, "forbidden");
    const { body, params } = request as { body: unknown; params: { request: string } };
    const tickets = readSignInCookies(request, isHttps(request));
    send(response, await service.grant(params.request, body, tickets, originOf(request)));
  });

  const ownPages = (request: Request, response: Response, next: NextFunction) =>
    origins.isOwn(request) ? next() : refuseWith(response, 403, "forbidden");
  router.use("/sign-in/invitations", ownPages, limits.countInvitation);
  router.post("/sign-in/invitations/view", async (request, response) =>
    send(response, await invitations.view(field(request, "invitation"))),
  );
  router.post("/sign-in/invitations/accept", async (request, response) => {
    const [invitation, nickname] = ["invitation", "nickname"].map((name) => field(request, name));
    send(response, await invitations.accept(invitation, nickname, originOf(request)));
  });

  router.use(
    "/sign-in/devices",
    createDeviceSignInApi({
      service: api.devices,
      isOffered: options.devices,
      hashOfCaller: api.hashOfCaller,
      ...(api.publicUrl && { publicUrl: api.publicUrl }),
      ownPages,
      ...limits,
      send,
    }),
  );

  router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status } = error as { status?: number };
    if (status !== undefined && status < 500) return refuseWith(response, status, "bad-request");
    const refusal = toRefusal(error, api.logger);
    response.status(refusal.error.code === "internal" ? 500 : 503).json(refusal);
  });
  return router;
}

/** Handles CORS for the pages that may embed the chat, including preflight requests. */
function allowPages(origins: OriginPolicy) {
  return (request: Request, response: Response, next: NextFunction) => {
    const { value, allowed } = origins.judgeSignIn(request);
    response.set("Cache-Control", "no-store").vary("Origin");
    // Same-origin reads of this server's own pages have no Origin header.
    if (value === null && request.method === "GET") return next();
    if (!allowed || value === null) return refuseWith(response, 403, "forbidden");
    response.set("Access-Control-Allow-Origin", value);
    if (request.method !== "OPTIONS") return next();
    response.set("Access-Control-Allow-Methods", "GET, POST");
    response.set("Access-Control-Allow-Headers", "content-type");
    response.set("Access-Control-Max-Age", "600").status(204).end();
  };
}

/**
 * Limits sign-ins by address, and refreshes by session, so that sign-in attempts do not affect
 * signed-in people who share the address. (SPEC SI9)
 */
function limitRequests({ clock, bounded, addressOf }: SignInApiOptions) {
  const common = { clock, bounded, addressOf, address: SIGN_INS, known: REFRESHES };
  const signIns = new RequestLimits(common);
  const sessions = new RequestLimits(common);
  const invitations = new RequestLimits({ ...common, address: INVITATIONS });
  const devicesOpened = new RequestLimits({ ...common, address: DEVICES_OPENED });
  const codesTried = new RequestLimits({ ...common, address: CODES_TRIED });
  const countAddress =
    (ofAddress: RequestLimits) =>
    (request: Request, response: Response, next: NextFunction): void => {
      if (isPassed(response, ofAddress.ofAddress(request))) next();
    };
  return {
    countInvitation: countAddress(invitations),
    countOpened: countAddress(devicesOpened),
    countTried: countAddress(codesTried),
    count: (request: Request, response: Response, next: NextFunction) => {
      const known = knownOf(request);
      const refusal = known ? sessions.ofKnown(known) : signIns.ofAddress(request);
      if (isPassed(response, refusal)) next();
    },
    /** Counts an unknown handle after it was checked; false if the limit is exceeded. */
    countMadeUp: (request: Request, response: Response) =>
      isPassed(response, sessions.ofAddress(request)),
  };
}

const STATUSES: Partial<Record<ErrorCode, number>> = {
  "bad-request": 400,
  forbidden: 403,
  "not-found": 404,
  "rate-limited": 429,
};
/** Sends the refusal, if there is one. */
function isPassed(response: Response, refusal: Refusal | undefined): boolean {
  if (!refusal) return true;
  const { retryAfterMs = 1_000 } = refusal.error;
  response.set("Retry-After", String(Math.ceil(retryAfterMs / 1_000)));
  response.status(429).json(refusal);
  return false;
}

/** What a request names that only its page knows. */
function knownOf(request: Request): string | undefined {
  if (OF_SESSIONS.test(request.originalUrl)) return sessionOf(request);
  const device = OF_DEVICES.test(request.originalUrl) ? field(request, "device") : undefined;
  return typeof device === "string" && /^[\w-]{16}$/.test(device) ? `device:${device}` : undefined;
}

/** The session id in a handle, which only its page knows. */
function sessionOf(request: Request): string | undefined {
  const handle = field(request, "refreshHandle");
  if (typeof handle !== "string" || handle.length > 200) return undefined;
  return /^([A-Za-z0-9_-]+)\.[A-Za-z0-9_-]+$/.exec(handle)?.[1];
}

function send(response: Response, result: Result<object>): void {
  if (result.ok) response.json({ ok: true, ...result.value });
  else response.status(STATUSES[result.error.code] ?? 401).json(result);
}

function refuseWith(response: Response, status: number, code: ErrorCode): void {
  response.status(status).json({ ok: false, error: chatError(code) });
}

function originOf({ headers }: Request): string {
  return headers.origin ?? "";
}

function field(request: Request, name: string): unknown {
  const body: unknown = request.body;
  return typeof body === "object" && body !== null && Object.hasOwn(body, name)
    ? (body as Record<string, unknown>)[name]
    : undefined;
}
