import { chatError, refuse, type ErrorCode, type Result, type SignInOptions } from "#protocol";
import express, { Router, type NextFunction, type Request, type Response } from "express";
import type { Clock, SignInService } from "../chat/ports.ts";
import { TokenBuckets } from "../chat/token-bucket.ts";
import type { Logger } from "./logger.ts";
import type { OriginPolicy } from "./origin-policy.ts";
import { toRefusal } from "./to-refusal.ts";

export interface SignInApiOptions {
  service: SignInService;
  origins: OriginPolicy;
  options: SignInOptions;
  clock: Clock;
  logger: Logger;
  /** Whether addresses are limited in how often they ask. */
  bounded: boolean;
}

/** Requests one address may make: many people may share one. */
const RATE = { count: 60, windowMs: 60_000 };

/** The interface by which the widget and the sign-in page sign people in. (SPEC SI1–SI7) */
export function createSignInApi(api: SignInApiOptions): Router {
  const { service, origins, options } = api;
  const router = Router();
  const paths = ["/sign-in", "/sign-in/requests", "/chat-sessions", "/chat-sessions/*rest"];
  router.use(paths, allowPages(origins), limitAddresses(api), express.json({ limit: "16kb" }));

  router.get("/sign-in", (_request, response) => void response.json({ ok: true, ...options }));
  router.post("/sign-in/requests", async (request, response) =>
    send(response, await service.begin(field(request, "secret"), originOf(request))),
  );
  router.post("/chat-sessions", async (request, response) => {
    const [paper, secret, code] = ["request", "secret", "code"].map((name) => field(request, name));
    send(response, await service.redeem(paper, secret, code, originOf(request)));
  });
  router.post("/chat-sessions/refresh", async (request, response) =>
    send(response, await service.refresh(field(request, "refreshHandle"), originOf(request))),
  );
  router.post("/chat-sessions/revoke", async (request, response) => {
    await service.revoke(field(request, "refreshHandle"), originOf(request));
    response.json({ ok: true });
  });

  // The server's own pages alone: no other page may turn a proof into a code.
  router.use("/sign-in/requests/:request", limitAddresses(api), express.json({ limit: "16kb" }));
  router.get("/sign-in/requests/:request", async (request, response) => {
    const origin = await service.originOf(request.params.request);
    send(response, origin ? { ok: true, value: { origin } } : refuse("sign-in-expired"));
  });
  router.post("/sign-in/requests/:request/grant", async (request, response) => {
    if (!origins.isOwn(request)) return refuseWith(response, 403, "forbidden");
    send(response, await service.grant(request.params.request, request.body));
  });

  router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const { status } = error as { status?: number };
    if (status !== undefined && status < 500) return refuseWith(response, status, "bad-request");
    const refusal = toRefusal(error, api.logger);
    response.status(refusal.error.code === "internal" ? 500 : 503).json(refusal);
  });
  return router;
}

/** Answers pages that may embed the chat, and their browsers' questions before. */
function allowPages(origins: OriginPolicy) {
  return (request: Request, response: Response, next: NextFunction) => {
    const { value, allowed } = origins.judgeSignIn(request);
    response.set("Cache-Control", "no-store").vary("Origin");
    // A page of this server's own sends no origin when it only reads.
    if (value === null && request.method === "GET") return next();
    if (!allowed || value === null) return refuseWith(response, 403, "forbidden");
    response.set("Access-Control-Allow-Origin", value);
    if (request.method !== "OPTIONS") return next();
    response.set("Access-Control-Allow-Methods", "GET, POST");
    response.set("Access-Control-Allow-Headers", "content-type");
    response.set("Access-Control-Max-Age", "600").status(204).end();
  };
}

function limitAddresses({ clock, bounded }: SignInApiOptions) {
  const buckets = new TokenBuckets(RATE);
  return (request: Request, response: Response, next: NextFunction) => {
    const retryAfterMs = bounded ? buckets.take(request.ip ?? "", clock.nowMs()) : 0;
    if (retryAfterMs === 0) return next();
    response.set("Retry-After", String(Math.ceil(retryAfterMs / 1_000)));
    response.status(429).json(refuse("rate-limited", { retryAfterMs }));
  };
}

function send(response: Response, result: Result<object>): void {
  if (result.ok) response.json({ ok: true, ...result.value });
  else response.status(result.error.code === "bad-request" ? 400 : 401).json(result);
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
