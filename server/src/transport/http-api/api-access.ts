import { refuse, type Refusal, type Result } from "#protocol";
import type { NextFunction, Request, Response } from "express";
import type { Chat } from "../../chat/chat.ts";
import { ownerOf, type Steward } from "../../chat/moderation/steward.ts";
import { TokenBuckets } from "../../chat/token-bucket.ts";
import { bearerOf, bearsToken } from "../bears-token.ts";
import type { OriginPolicy } from "../origin-policy.ts";
import { sendRefusal } from "./send-refusal.ts";

export interface ApiAccessOptions {
  chat: Pick<Chat, "authenticator" | "clock">;
  origins: OriginPolicy;
  adminToken?: string;
  /** Whether addresses are limited in how often they ask. */
  bounded: boolean;
}

/** Requests of one address. (SPEC AD7) */
const RATE = { count: 600, windowMs: 60_000 };

/** Decides who may ask what over HTTP. (SPEC AD1, AD7) */
export class ApiAccess {
  readonly #options: ApiAccessOptions;
  readonly #requests = new TokenBuckets(RATE);

  constructor(options: ApiAccessOptions) {
    this.#options = options;
  }

  /** Answers the pages that may embed the chat, and their browsers' questions before. */
  readonly allowPages = (request: Request, response: Response, next: NextFunction): void => {
    const { value, allowed } = this.#options.origins.judge(request);
    response.set("Cache-Control", "no-store").vary("Origin");
    if (!allowed) return sendRefusal(response, refuse("forbidden", { message: WRONG_ORIGIN }));
    if (value !== null) {
      response.set("Access-Control-Allow-Origin", value);
      response.set("Access-Control-Expose-Headers", "Retry-After");
    }
    if (request.method !== "OPTIONS") return next();
    response.set("Access-Control-Allow-Methods", "GET, PUT, POST, DELETE");
    response.set("Access-Control-Allow-Headers", "authorization, content-type");
    response.set("Access-Control-Max-Age", "600").status(204).end();
  };

  /** Who asks, if they may; `streamId` is the stream that an owner must own. */
  async admit(request: Request, streamId: string | undefined): Promise<Result<Steward>> {
    const { adminToken, chat } = this.#options;
    const tooFast = this.#limit(request.ip ?? "");
    if (tooFast) return tooFast;
    if (adminToken !== undefined && bearsToken(request, adminToken))
      return { ok: true, value: { kind: "operator" } };
    if (streamId === undefined)
      return adminToken === undefined
        ? refuse("not-found", { message: "This server has no CHAT_ADMIN_TOKEN." })
        : refuse("sign-in-required", { message: "Send Authorization: Bearer <CHAT_ADMIN_TOKEN>." });
    const token = bearerOf(request);
    if (token === "") return refuse("sign-in-required", { message: HOW_TO_COME });
    const { origin } = request.headers;
    const identity = await chat.authenticator.authenticate({ token, ...(origin && { origin }) });
    return ownerOf(identity, streamId);
  }

  #limit(address: string): Refusal | undefined {
    const { bounded, chat } = this.#options;
    const retryAfterMs = bounded ? this.#requests.take(address, chat.clock.nowMs()) : 0;
    return retryAfterMs === 0 ? undefined : refuse("rate-limited", { retryAfterMs });
  }
}

const WRONG_ORIGIN = "This page's origin is not in CHAT_ORIGINS.";
const HOW_TO_COME =
  "Send Authorization: Bearer <token>: CHAT_ADMIN_TOKEN, or an owner's token of this stream.";
