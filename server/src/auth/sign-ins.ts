import { randomBytes } from "node:crypto";
import {
  accept,
  parseNickname,
  refuse,
  type ChatSession,
  type Result,
  type SignInGrant,
  type SignInRequest,
  type SignInRequestView,
} from "#protocol";
import type { MemberIdentity } from "../chat/ports/identity.ts";
import type { Clock } from "../chat/ports/clock.ts";
import type { TicketOf } from "../chat/ports/sign-in-service.ts";
import type { ChatSessions } from "./chat-sessions.ts";
import { hashSecret, isSecretOf } from "./session-handle.ts";
import { originOf, parseReturnPage } from "./return-page.ts";
import type { SignedTokens } from "./signed-tokens.ts";
import type { TokenVerifier } from "./token-verifier.ts";

const REQUEST_MS = 10 * 60_000;
const CODE_MS = 60_000;
/** How long a demo accepts a chosen identity. */
const DEMO_MS = 30 * 24 * 60 * 60_000;
/** The random secret that stays with the asking page. (SPEC SI1) */
export const SIGN_IN_SECRET: RegExp = /^[A-Za-z0-9_-]{32,128}$/;
/** Maximum length of a signed request, which contains the page to return to. */
const MAX_REQUEST_CHARS = 4_000;

export interface SignInsOptions {
  signedTokens: SignedTokens;
  sessions: ChatSessions;
  clock: Clock;
  /** Verifies the identity provider's token. */
  verifyToken?: TokenVerifier;
  /** Whether visitors may choose any identity, which only a demo on this machine allows. */
  demoAccounts: boolean;
  /** The invited person of a session that was opened for this server's own origin. (SPEC OL5) */
  invitedPerson?: (session: unknown, ownOrigin: string) => Promise<MemberIdentity | undefined>;
  /** The pages that a sign-in may return to; origins without a listed page allow every page. */
  returnPages?: readonly string[];
}

/** Proofs that a browser may present to start a sign-in; one of them is enough. (SPEC SI8) */
export interface StartEvidence {
  /** The origin of the page that submitted the form, as the browser sends it. */
  formOrigin?: string | undefined;
  /**
   * The secret of the request, which the asking page passed to the sign-in page in this browser.
   */
  secret?: unknown;
}

/** Binds a sign-in request to the browser that holds it as a cookie. (SPEC SI8) */
export interface StartTicket {
  /** Part of the cookie's name. */
  requestId: string;
  value: string;
  maxAgeMs: number;
}

/**
 * Brings a person from another site's page to a chat session, and gives that page nothing else.
 * (SPEC SI1–SI4)
 *
 * Requests and codes are signed tokens, not rows, so opening one costs no storage. The session
 * store ensures that each leads to at most one session, because sessions store their request.
 */
export class SignIns {
  readonly #options: SignInsOptions;

  constructor(options: SignInsOptions) {
    this.#options = options;
  }

  /** Opens a request for a page's origin, which the caller has checked. */
  async begin(secret: unknown, page: unknown, origin: string): Promise<Result<SignInRequest>> {
    if (typeof secret !== "string" || !SIGN_IN_SECRET.test(secret)) return refuse("bad-request");
    const returnTo = page === undefined ? undefined : parseReturnPage(page, origin);
    if (page !== undefined && !returnTo) return refuse("bad-request");
    const { signedTokens, clock } = this.#options;
    const expiresAtMs = clock.nowMs() + REQUEST_MS;
    const jti = randomBytes(12).toString("base64url");
    const payload = {
      jti,
      origin,
      secretHash: hashSecret(secret),
      ...(returnTo && this.#mayReturnTo(returnTo, origin) && { returnTo }),
    };
    return accept({
      request: await signedTokens.sign("sign-in-request", payload, expiresAtMs),
      expiresAtMs,
    });
  }

  /**
   * Binds a request to the browser that proves where the request came from. (SPEC SI8)
   *
   * Somebody who opened the request elsewhere, and lures a person here with it, has no such proof.
   */
  async start(request: unknown, evidence: StartEvidence): Promise<Result<StartTicket>> {
    const signInRequest = await this.#read(request);
    if (!signInRequest) return refuse("sign-in-expired");
    const { formOrigin, secret } = evidence;
    const isAsker =
      formOrigin === signInRequest.origin ||
      (typeof secret === "string" && isSecretOf(secret, signInRequest.secretHash)) ||
      // The code goes to a page that the operator registered, which does not pass it on.
      (signInRequest.returnTo !== undefined && this.#isRegistered(signInRequest.returnTo));
    if (!isAsker) return refuse("forbidden");
    const { signedTokens, clock } = this.#options;
    const value = await signedTokens.sign(
      "sign-in-start",
      { request: signInRequest.jti },
      clock.nowMs() + REQUEST_MS,
    );
    return accept({ requestId: signInRequest.jti, value, maxAgeMs: REQUEST_MS });
  }

  /** The view of a request for the sign-in page; `ticketOf` reads the browser's cookie for it. */
  async view(request: unknown, ticketOf: TicketOf): Promise<SignInRequestView | undefined> {
    const signInRequest = await this.#read(request);
    if (!signInRequest) return undefined;
    const { origin, returnTo, jti } = signInRequest;
    const started = await this.#isStarted(jti, ticketOf(jti));
    return { origin, ...(returnTo && { returnTo }), started };
  }

  /** Issues the code for an authenticated person, in the browser that started the request. */
  async grant(
    request: unknown,
    proof: unknown,
    ticketOf: TicketOf,
    ownOrigin: string,
  ): Promise<Result<SignInGrant>> {
    const signInRequest = await this.#read(request);
    if (!signInRequest) return refuse("sign-in-expired");
    if (!(await this.#isStarted(signInRequest.jti, ticketOf(signInRequest.jti))))
      return refuse("forbidden");
    const person = await this.#identifyHere(proof, ownOrigin);
    if (!person.ok) return person;
    const { signedTokens, clock } = this.#options;
    const payload = { request: signInRequest.jti, person: person.value };
    const code = await signedTokens.sign("sign-in-code", payload, clock.nowMs() + CODE_MS);
    return accept({ code, origin: signInRequest.origin });
  }

  /** Exchanges a code for a session, for the page that opened the request and kept its secret. */
  async redeem(
    request: unknown,
    secret: unknown,
    code: unknown,
    origin: string,
  ): Promise<Result<ChatSession>> {
    const signInRequest = await this.#read(request);
    if (
      !signInRequest ||
      signInRequest.origin !== origin ||
      typeof secret !== "string" ||
      typeof code !== "string"
    )
      return refuse("sign-in-expired");
    const { signedTokens, sessions, clock } = this.#options;
    const verdict = await signedTokens.verify("sign-in-code", code, clock.nowMs());
    if (!verdict.ok || verdict.payload["request"] !== signInRequest.jti)
      return refuse("sign-in-expired");
    if (!isSecretOf(secret, signInRequest.secretHash)) return refuse("sign-in-expired");
    return sessions.open(signInRequest.jti, origin, verdict.payload["person"] as MemberIdentity);
  }

  async #identifyHere(proof: unknown, ownOrigin: string): Promise<Result<MemberIdentity>> {
    const { session } = (proof ?? {}) as Partial<Record<string, unknown>>;
    if (session === undefined) return this.identify(proof);
    const person = await this.#options.invitedPerson?.(session, ownOrigin);
    return person ? accept(person) : refuse("token-expired");
  }

  /** The person of an identity provider's token, or in a demo of a name. (SPEC SI2) */
  async identify(proof: unknown): Promise<Result<MemberIdentity>> {
    const { verifyToken, demoAccounts, clock } = this.#options;
    const { token, demoName } = (proof ?? {}) as Partial<Record<string, unknown>>;
    if (typeof token === "string" && verifyToken) {
      const verdict = await verifyToken(token);
      return verdict.ok ? accept(verdict.member) : refuse(verdict.reason);
    }
    const name = parseNickname(demoName);
    if (!demoAccounts || !name.ok) return refuse("invalid-token");
    const userId = `demo:${hashSecret(name.value).slice(0, 16)}`;
    const expiresAtMs = clock.nowMs() + DEMO_MS;
    return accept({ kind: "member", userId, role: "member", nickname: name.value, expiresAtMs });
  }

  async #read(request: unknown) {
    if (typeof request !== "string" || request.length > MAX_REQUEST_CHARS) return undefined;
    const { signedTokens, clock } = this.#options;
    const verdict = await signedTokens.verify("sign-in-request", request, clock.nowMs());
    if (!verdict.ok) return undefined;
    const { jti, origin, secretHash, returnTo } = verdict.payload;
    return {
      jti: String(jti),
      origin: String(origin),
      secretHash: String(secretHash),
      returnTo: typeof returnTo === "string" ? returnTo : undefined,
    };
  }

  async #isStarted(jti: string, ticket: string | undefined): Promise<boolean> {
    if (!ticket) return false;
    const { signedTokens, clock } = this.#options;
    const verdict = await signedTokens.verify("sign-in-start", ticket, clock.nowMs());
    return verdict.ok && verdict.payload["request"] === jti;
  }

  /** If the operator registered pages of an origin, only those may be returned to. */
  #mayReturnTo(page: string, origin: string): boolean {
    const { returnPages = [] } = this.#options;
    return !returnPages.some((one) => originOf(one) === origin) || this.#isRegistered(page);
  }

  #isRegistered(page: string): boolean {
    const [address] = page.split("?", 1);
    return (this.#options.returnPages ?? []).some((one) => one === address);
  }
}
