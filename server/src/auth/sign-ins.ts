import { randomBytes } from "node:crypto";
import {
  accept,
  parseNickname,
  refuse,
  type ChatSession,
  type Result,
  type SignInGrant,
  type SignInRequest,
} from "#protocol";
import type { MemberIdentity } from "../chat/identity.ts";
import type { Clock } from "../chat/ports.ts";
import type { ChatSessions } from "./chat-sessions.ts";
import { hashSecret, isSecretOf } from "./session-handle.ts";
import type { SignedPapers } from "./signed-papers.ts";
import type { TokenVerifier } from "./token-verifier.ts";

const REQUEST_MS = 10 * 60_000;
const CODE_MS = 60_000;
const SECRET = /^[A-Za-z0-9_-]{32,128}$/;

export interface SignInsOptions {
  papers: SignedPapers;
  sessions: ChatSessions;
  clock: Clock;
  /** Judges what the identity provider gave. */
  verifyToken?: TokenVerifier;
  /** Whether anyone may be anyone, which only a demo on this machine allows. */
  demoAccounts: boolean;
}

/**
 * Leads a person from somebody else's page to a chat session, and that page to
 * nothing else. (SPEC SI1–SI4)
 *
 * Requests and codes are signed papers, not rows: opening one costs no storage. That
 * each leads to one session at most is kept by the sessions, which know their request.
 */
export class SignIns {
  readonly #options: SignInsOptions;

  constructor(options: SignInsOptions) {
    this.#options = options;
  }

  /** Opens a request for a page's origin, which the caller has found to be allowed. */
  async begin(secret: unknown, origin: string): Promise<Result<SignInRequest>> {
    if (typeof secret !== "string" || !SECRET.test(secret)) return refuse("bad-request");
    const { papers, clock } = this.#options;
    const expiresAtMs = clock.nowMs() + REQUEST_MS;
    const jti = randomBytes(12).toString("base64url");
    const payload = { jti, origin, secretHash: hashSecret(secret) };
    return accept({
      request: await papers.sign("sign-in-request", payload, expiresAtMs),
      expiresAtMs,
    });
  }

  /** The origin for which a request was opened, for the page that says so. */
  async originOf(request: unknown): Promise<string | undefined> {
    return (await this.#read(request))?.origin;
  }

  /** Gives the code for a person who has shown who they are. */
  async grant(request: unknown, proof: unknown): Promise<Result<SignInGrant>> {
    const paper = await this.#read(request);
    if (!paper) return refuse("sign-in-expired");
    const person = await this.#identify(proof);
    if (!person.ok) return person;
    const { papers, clock } = this.#options;
    const payload = { request: paper.jti, person: person.value };
    const code = await papers.sign("sign-in-code", payload, clock.nowMs() + CODE_MS);
    return accept({ code, origin: paper.origin });
  }

  /** Turns a code into a session, for the page that opened the request and kept its secret. */
  async redeem(
    request: unknown,
    secret: unknown,
    code: unknown,
    origin: string,
  ): Promise<Result<ChatSession>> {
    const paper = await this.#read(request);
    if (!paper || paper.origin !== origin || typeof secret !== "string" || typeof code !== "string")
      return refuse("sign-in-expired");
    const { papers, sessions, clock } = this.#options;
    const verdict = await papers.verify("sign-in-code", code, clock.nowMs());
    if (!verdict.ok || verdict.payload["request"] !== paper.jti) return refuse("sign-in-expired");
    if (!isSecretOf(secret, paper.secretHash)) return refuse("sign-in-expired");
    return sessions.open(paper.jti, origin, verdict.payload["person"] as MemberIdentity);
  }

  async #identify(proof: unknown): Promise<Result<MemberIdentity>> {
    const { verifyToken, demoAccounts } = this.#options;
    const { token, demoName, demoRole } = (proof ?? {}) as Partial<Record<string, unknown>>;
    if (typeof token === "string" && verifyToken) {
      const verdict = await verifyToken(token);
      return verdict.ok ? accept(verdict.member) : refuse(verdict.reason);
    }
    const name = parseNickname(demoName);
    if (!demoAccounts || !name.ok) return refuse("invalid-token");
    const role = demoRole === "owner" ? "owner" : "member";
    const userId = `demo:${hashSecret(`${role === "owner" ? "owner " : ""}${name.value}`).slice(0, 16)}`;
    return accept({ kind: "member", userId, role, nickname: name.value, expiresAtMs: 0 });
  }

  async #read(request: unknown) {
    if (typeof request !== "string" || request.length > 2_000) return undefined;
    const { papers, clock } = this.#options;
    const verdict = await papers.verify("sign-in-request", request, clock.nowMs());
    if (!verdict.ok) return undefined;
    const { jti, origin, secretHash } = verdict.payload;
    return { jti: String(jti), origin: String(origin), secretHash: String(secretHash) };
  }
}
