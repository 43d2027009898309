import { randomBytes } from "node:crypto";
import { accept, refuse, type ChatSession, type Result } from "#protocol";
import type { MemberIdentity } from "../chat/identity.ts";
import type { Clock, SessionStore, StoredSession } from "../chat/ports.ts";
import {
  hashSecret,
  isSecretOf,
  newHandle,
  readHandle,
  writeHandle,
  type SessionHandle,
} from "./session-handle.ts";
import type { SignedPapers } from "./signed-papers.ts";

const TOKEN_MS = 10 * 60_000;
/** How long the handle before the last is still good: answers get lost, and pages have tabs. */
const GRACE_MS = 30_000;

/** Sessions that only this server accepts, each from one page's origin alone. (SPEC SI4–SI6) */
export class ChatSessions {
  readonly #store: SessionStore;
  readonly #papers: SignedPapers;
  readonly #clock: Clock;

  constructor(store: SessionStore, papers: SignedPapers, clock: Clock) {
    this.#store = store;
    this.#papers = papers;
    this.#clock = clock;
  }

  /** Opens the one session that a sign-in request leads to. */
  async open(
    request: string,
    origin: string,
    person: MemberIdentity,
  ): Promise<Result<ChatSession>> {
    const handle = newHandle(randomBytes(12).toString("base64url"));
    const session: StoredSession = {
      id: handle.sessionId,
      request,
      origin,
      person,
      handleHash: hashSecret(handle.secret),
      previousHash: null,
      rotatedAtMs: this.#clock.nowMs(),
    };
    if (!(await this.#store.create(session))) return refuse("sign-in-expired");
    return accept(await this.#issue(session, handle));
  }

  /** Gives the next token and handle. A handle that was used up long ago ends the session. (SPEC SI5) */
  async refresh(raw: unknown, origin: string): Promise<Result<ChatSession>> {
    const handle = readHandle(raw);
    const session = handle && (await this.#store.find(handle.sessionId));
    if (!handle || session?.origin !== origin) return refuse("sign-in-expired");
    const nowMs = this.#clock.nowMs();
    const isLast = isSecretOf(handle.secret, session.handleHash);
    const isBefore =
      isSecretOf(handle.secret, session.previousHash) && nowMs - session.rotatedAtMs < GRACE_MS;
    if (!isLast && !isBefore) {
      // Somebody holds an old handle: the page, or who took it from there. Neither goes on.
      await this.#store.delete(session.id);
      return refuse("sign-in-expired");
    }
    const next = newHandle(session.id);
    const rotated = await this.#store.rotate(
      session.id,
      session.handleHash,
      hashSecret(next.secret),
      nowMs,
    );
    // Two tabs at once: the other was first, and this one's handle is now the one before.
    return rotated ? accept(await this.#issue(session, next)) : this.refresh(raw, origin);
  }

  /** Ends a session; resolves with its id if there was one. (SPEC SI6) */
  async revoke(raw: unknown, origin: string): Promise<string | undefined> {
    const handle = readHandle(raw);
    const session = handle && (await this.#store.find(handle.sessionId));
    if (!handle || session?.origin !== origin) return undefined;
    if (
      !isSecretOf(handle.secret, session.handleHash) &&
      !isSecretOf(handle.secret, session.previousHash)
    )
      return undefined;
    await this.#store.delete(session.id);
    return session.id;
  }

  /** The person whom a session's token names, if it is shown from the session's origin. (SPEC SI4) */
  async verify(
    token: string,
    origin: string | undefined,
  ): Promise<
    { ok: true; member: MemberIdentity } | { ok: false; reason: "invalid-token" | "token-expired" }
  > {
    const verdict = await this.#papers.verify("chat-session", token, this.#clock.nowMs());
    if (!verdict.ok)
      return {
        ok: false,
        reason: verdict.reason === "expired" ? "token-expired" : "invalid-token",
      };
    const { aud, exp, person } = verdict.payload;
    if (aud !== origin || !exp) return { ok: false, reason: "invalid-token" };
    return { ok: true, member: { ...(person as MemberIdentity), expiresAtMs: exp * 1_000 } };
  }

  async #issue(session: StoredSession, handle: SessionHandle): Promise<ChatSession> {
    // Whole seconds, as a token has them.
    const expiresAtMs = Math.floor((this.#clock.nowMs() + TOKEN_MS) / 1_000) * 1_000;
    const { userId, nickname, avatarUrl } = session.person;
    const person = { ...session.person, sessionId: session.id };
    return {
      token: await this.#papers.sign("chat-session", { aud: session.origin, person }, expiresAtMs),
      expiresAtMs,
      refreshHandle: writeHandle(handle),
      person: { userId, ...(nickname && { nickname }), ...(avatarUrl && { avatarUrl }) },
    };
  }
}
