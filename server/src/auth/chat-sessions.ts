import { randomBytes } from "node:crypto";
import { accept, refuse, type ChatSession, type Result } from "#protocol";
import { isStaff, withoutStaffRoles, type MemberIdentity } from "../chat/ports/identity.ts";
import type { Clock } from "../chat/ports/clock.ts";
import type { SessionStore, StoredSession } from "../chat/ports/session-store.ts";
import {
  HandleHash,
  newHandle,
  readHandle,
  writeHandle,
  type SessionHandle,
} from "./session-handle.ts";
import type { SignedTokens } from "./signed-tokens.ts";

const TOKEN_MS = 10 * 60_000;
/** How long the previous handle stays valid: answers get lost, and pages have several tabs. */
const GRACE_MS = 30_000;

const HOUR_MS = 60 * 60_000;

export interface ChatSessionsOptions {
  store: SessionStore;
  signedTokens: SignedTokens;
  /** The store's clock, on which all nodes agree. */
  clock: Clock;
  /** The key that handles are hashed with: all sessions end when it changes. */
  secret: string;
  /** Whether a session was ended before its last token expired. */
  isEnded: (sessionId: string) => boolean;
  /** Minimum time for which a sign-in proves a staff role; by default until its token expires. */
  staffHours?: number | undefined;
}

/** Chat sessions, which only this server accepts, each from one page origin only. (SPEC SI4–SI6) */
export class ChatSessions {
  readonly #options: ChatSessionsOptions;
  readonly #store: SessionStore;
  readonly #signedTokens: SignedTokens;
  readonly #clock: Clock;
  readonly #hash: HandleHash;

  constructor(options: ChatSessionsOptions) {
    this.#options = options;
    this.#store = options.store;
    this.#signedTokens = options.signedTokens;
    this.#clock = options.clock;
    this.#hash = new HandleHash(options.secret);
  }

  /** Opens the only session that a sign-in request can lead to. */
  async open(
    request: string,
    origin: string,
    person: MemberIdentity,
  ): Promise<Result<ChatSession>> {
    const handle = newHandle(randomBytes(12).toString("base64url"));
    const nowMs = this.#clock.nowMs();
    const session: StoredSession = {
      id: handle.sessionId,
      request,
      origin,
      person,
      handleHash: this.#hash.of(handle.secret),
      previousHash: null,
      createdAtMs: nowMs,
      rotatedAtMs: nowMs,
    };
    if (!(await this.#store.create(session))) return refuse("sign-in-expired");
    return accept(await this.#issue(session, handle));
  }

  /**
   * Issues the next token and handle. A handle that was used long ago ends the session. (SPEC SI5)
   */
  async refresh(raw: unknown, origin: string): Promise<Result<ChatSession>> {
    const handle = readHandle(raw);
    const session = handle && (await this.#store.find(handle.sessionId));
    if (!handle || session?.origin !== origin) return refuse("sign-in-expired");
    const nowMs = this.#clock.nowMs();
    const isLast = this.#hash.matches(handle.secret, session.handleHash);
    const isBefore =
      this.#hash.matches(handle.secret, session.previousHash) &&
      nowMs - session.rotatedAtMs < GRACE_MS;
    if (!isLast && !isBefore) {
      // The old handle was used by the page or by a thief: neither can continue.
      await this.#store.end(session.id);
      return refuse("sign-in-expired");
    }
    const next = newHandle(session.id);
    const rotated = await this.#store.rotate(
      session.id,
      session.handleHash,
      this.#hash.of(next.secret),
      nowMs,
    );
    // Two tabs refreshed at once: the other was first, and this handle is now the previous one.
    return rotated ? accept(await this.#issue(session, next)) : this.refresh(raw, origin);
  }

  /** The person of a session that was not ended. */
  async personOf(sessionId: string): Promise<MemberIdentity | undefined> {
    return (await this.#store.find(sessionId))?.person;
  }

  /**
   * The person of a session's token, for a session that this one proves. Staff roles last no longer
   * there than here. (SPEC SI13)
   */
  async heirOf(token: string, origin: string): Promise<MemberIdentity | undefined> {
    const verdict = await this.verify(token, origin);
    const { sessionId } = verdict.ok ? verdict.member : {};
    const session = sessionId === undefined ? undefined : await this.#store.find(sessionId);
    if (!session) return undefined;
    const staffUntilMs = this.#staffUntilMs(session);
    if (this.#clock.nowMs() >= staffUntilMs) return withoutStaffRoles(session.person);
    return { ...session.person, staffUntilMs };
  }

  /** Ends a session; resolves with its id if it existed. (SPEC SI6) */
  async revoke(raw: unknown, origin: string): Promise<string | undefined> {
    const handle = readHandle(raw);
    const session = handle && (await this.#store.find(handle.sessionId));
    if (!handle || session?.origin !== origin) return undefined;
    if (
      !this.#hash.matches(handle.secret, session.handleHash) &&
      !this.#hash.matches(handle.secret, session.previousHash)
    )
      return undefined;
    await this.#store.end(session.id);
    return session.id;
  }

  /**
   * The person named by a session's token, if it is presented from the session's origin. (SPEC SI4)
   */
  async verify(
    token: string,
    origin: string | undefined,
  ): Promise<
    { ok: true; member: MemberIdentity } | { ok: false; reason: "invalid-token" | "token-expired" }
  > {
    const verdict = await this.#signedTokens.verify("chat-session", token, this.#clock.nowMs());
    if (!verdict.ok)
      return {
        ok: false,
        reason: verdict.reason === "expired" ? "token-expired" : "invalid-token",
      };
    const { aud, exp, person } = verdict.payload;
    if (aud !== origin || !exp) return { ok: false, reason: "invalid-token" };
    const member = { ...(person as MemberIdentity), expiresAtMs: exp * 1_000 };
    if (member.sessionId && this.#options.isEnded(member.sessionId))
      return { ok: false, reason: "token-expired" };
    return { ok: true, member };
  }

  async #issue(session: StoredSession, handle: SessionHandle): Promise<ChatSession> {
    const nowMs = this.#clock.nowMs();
    const staffUntilMs = this.#staffUntilMs(session);
    const now = nowMs < staffUntilMs ? session.person : withoutStaffRoles(session.person);
    // Neither a role nor a token with that role outlives its proof.
    const lastsMs = isStaff(now) ? Math.min(TOKEN_MS, staffUntilMs - nowMs) : TOKEN_MS;
    // Tokens hold whole seconds.
    const expiresAtMs = Math.floor((nowMs + lastsMs) / 1_000) * 1_000;
    const { userId, nickname, avatarUrl } = now;
    const person = { ...now, sessionId: session.id };
    return {
      token: await this.#signedTokens.sign(
        "chat-session",
        { aud: session.origin, person },
        expiresAtMs,
      ),
      expiresAtMs,
      refreshHandle: writeHandle(handle),
      person: { userId, ...(nickname && { nickname }), ...(avatarUrl && { avatarUrl }) },
    };
  }

  /** When the proof of a staff role by the sign-in expires. (SPEC SI10) */
  #staffUntilMs({ person, createdAtMs }: StoredSession): number {
    const { staffHours = 0 } = this.#options;
    if (person.staffUntilMs !== undefined) return person.staffUntilMs;
    return Math.max(person.expiresAtMs, createdAtMs + staffHours * HOUR_MS);
  }
}
