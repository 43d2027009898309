import { accept, refuse, type Refusal, type Result } from "#protocol";
import type { NextFunction, Request, Response } from "express";
import type { Authenticator } from "../../chat/ports/authenticator.ts";
import type { Clock } from "../../chat/ports/clock.ts";
import type { Identity } from "../../chat/ports/identity.ts";
import {
  channelOwnerPrincipal,
  OPERATOR_KEY,
  ownerPrincipal,
  type Principal,
} from "../../chat/moderation/moderate-as-principal.ts";
import { channelOfKey, isChannelKey } from "../../chat/ports/channel-key.ts";
import { refuseToken } from "../../chat/moderation/join-denial.ts";
import type { StreamsAsker } from "../../chat/shows/staff-streams.ts";
import { bearerToken, hasBearerToken } from "../bearer-token.ts";
import type { RequestLimits } from "../request-limits.ts";
import type { OriginPolicy } from "../origin-policy.ts";
import { writeRefusal } from "./write-refusal.ts";

export interface ApiAccessOptions {
  authenticator: Authenticator;
  /** The clock by which tokens are judged. */
  storeClock: Clock;
  origins: OriginPolicy;
  adminToken?: string;
  /** Rate limits of callers. (SPEC AD7) */
  requestLimits: RequestLimits;
}

/** Decides who may use which operation over HTTP. (SPEC AD1, AD7) */
export class ApiAccess {
  readonly #options: ApiAccessOptions;

  constructor(options: ApiAccessOptions) {
    this.#options = options;
  }

  /** Handles CORS for the pages that may embed the chat, including preflight requests. */
  readonly allowPages = (request: Request, response: Response, next: NextFunction): void => {
    const { value, allowed } = this.#options.origins.judge(request);
    response.set("Cache-Control", "no-store").vary("Origin");
    if (!allowed) return writeRefusal(response, refuse("forbidden", { message: WRONG_ORIGIN }));
    if (value !== null) {
      response.set("Access-Control-Allow-Origin", value);
      response.set("Access-Control-Expose-Headers", "Retry-After");
    }
    if (request.method !== "OPTIONS") return next();
    response.set("Access-Control-Allow-Methods", "GET, PUT, POST, DELETE");
    response.set("Access-Control-Allow-Headers", "authorization, content-type");
    response.set("Access-Control-Max-Age", "600").status(204).end();
  };

  /** Who asks, if they may; `key` is the stream, or the channel, that an owner must own. */
  async admit(request: Request, key: string | undefined): Promise<Result<Admitted>> {
    const { adminToken, requestLimits, storeClock } = this.#options;
    // The token is checked first, so that a flood of invalid requests never locks out its holder.
    if (adminToken !== undefined && hasBearerToken(request, adminToken))
      return requestLimits.ofKnown(OPERATOR_KEY) ?? accept(OPERATOR);
    const identity = await this.#identify(request);
    const tooFast = this.#limit(request, identity);
    if (tooFast) return tooFast;
    if (key === undefined)
      return adminToken === undefined
        ? refuse("not-found", { message: "This server has no CHAT_ADMIN_TOKEN." })
        : refuse("sign-in-required", { message: "Send Authorization: Bearer <CHAT_ADMIN_TOKEN>." });
    if (!identity) return refuse("sign-in-required", { message: HOW_TO_COME });
    const owner = isChannelKey(key)
      ? channelOwnerPrincipal(identity, channelOfKey(key), storeClock)
      : ownerPrincipal(identity, key, storeClock);
    return owner.ok ? accept({ principal: owner.value }) : owner;
  }

  /** Admits everyone who is signed in: what they see is decided stream by stream. (SPEC ST4) */
  async admitSignedIn(request: Request): Promise<Result<Admitted>> {
    const { adminToken, requestLimits, storeClock } = this.#options;
    if (adminToken !== undefined && hasBearerToken(request, adminToken))
      return (
        requestLimits.ofKnown(OPERATOR_KEY) ?? accept({ ...OPERATOR, streamsAsker: "operator" })
      );
    const identity = await this.#identify(request);
    const tooFast = this.#limit(request, identity);
    if (tooFast) return tooFast;
    if (!identity) return refuse("sign-in-required", { message: SIGN_IN });
    if (identity.kind === "reader") return refuseToken(identity, identity.reason, storeClock);
    const { userId } = identity;
    const principal = { kind: "owner", actor: { userId, nickname: "", role: "member" } } as const;
    return accept({ principal, streamsAsker: identity });
  }

  #limit(request: Request, identity: Identity | undefined): Refusal | undefined {
    const { requestLimits } = this.#options;
    return identity && identity.kind !== "reader"
      ? requestLimits.ofKnown(identity.userId)
      : requestLimits.ofAddress(request);
  }

  /** The identity of the token; undefined without one. */
  async #identify(request: Request): Promise<Identity | undefined> {
    const token = bearerToken(request);
    if (token === "") return undefined;
    const origin = this.#options.origins.originOf(request);
    return this.#options.authenticator.authenticate({ token, ...(origin && { origin }) });
  }
}

/** The caller, and the person whose streams are listed. */
interface Admitted {
  principal: Principal;
  streamsAsker?: StreamsAsker;
}

const OPERATOR: Admitted = { principal: { kind: "operator" } };
const SIGN_IN = "Send Authorization: Bearer <token>, of somebody who looks after a stream.";
const WRONG_ORIGIN = "This page's origin is not in CHAT_ORIGINS.";
const HOW_TO_COME =
  "Send Authorization: Bearer <token>: CHAT_ADMIN_TOKEN, or an owner's token of this stream or channel.";
