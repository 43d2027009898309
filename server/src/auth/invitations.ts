import { randomBytes } from "node:crypto";
import { accept, parseNickname, refuse, type ChatSession, type Result } from "#protocol";
import type { MemberIdentity } from "../chat/ports/identity.ts";
import type { MadeInvitation } from "../chat/ports/invitation-service.ts";
import type { InvitationStore, OpenInvitation } from "../chat/ports/invitation-store.ts";
import type { ChatSessions } from "./chat-sessions.ts";
import { newInvitationSecret } from "./invitation-link.ts";
import { isSecretOf, readHandle } from "./session-handle.ts";

/** Prefix of the ids of invited people; tokens must not contain it. (SPEC OL4) */
const INVITED = "invited:";
/** Maximum number of open links per stream, and per channel. (SPEC OL7) */
const OPEN_OF_SCOPE = 50;
const HOUR_MS = 60 * 60_000;
/** The latest time that a Date can hold: an owner's role lasts as long as their session. */
const NEVER_MS = 8.64e15;

export interface InvitationsOptions {
  store: InvitationStore;
  /** Opens sessions for people who use a link; not needed to create links. */
  sessions?: Pick<ChatSessions, "open" | "verify" | "personOf">;
}

/** Makes people owners and moderators through links, without an identity provider. (SPEC OL) */
export class Invitations {
  readonly #store: InvitationStore;
  readonly #sessions: InvitationsOptions["sessions"];

  constructor({ store, sessions }: InvitationsOptions) {
    this.#store = store;
    this.#sessions = sessions;
  }

  /** Creates a link that makes a person a moderator of a stream, or of a channel by its key. (SPEC OL7) */
  async inviteModerator(
    key: string,
    hours: number,
    inviter?: { userId: string; nickname: string },
  ): Promise<Result<MadeInvitation>> {
    const { invitation, id, secretHash } = newInvitationSecret();
    const expiresAtMs = await this.#store.add(
      {
        id,
        role: "moderator",
        key,
        secretHash,
        lastsMs: Math.round(hours * HOUR_MS),
        ...(inviter && { inviter }),
      },
      OPEN_OF_SCOPE,
    );
    if (expiresAtMs === undefined)
      return refuse("conflict", {
        message: `${OPEN_OF_SCOPE} links were not used yet. Revoke some.`,
      });
    return accept({ invitation, id, expiresAtMs });
  }

  /** Describes a link without using it up. (SPEC OL2) */
  async view(raw: unknown): Promise<Result<OpenInvitation>> {
    const found = await this.#find(raw);
    return found ? accept(found) : refuse("invitation-invalid");
  }

  /** Uses a link up, and opens a session for its person. (SPEC OL3, OL4) */
  async accept(
    raw: unknown,
    rawNickname: unknown,
    origin: string,
  ): Promise<Result<{ invitation: OpenInvitation; answer: ChatSession }>> {
    const nickname = parseNickname(rawNickname);
    if (!nickname.ok) return nickname;
    const invitation = await this.#find(raw);
    if (!invitation) return refuse("invitation-invalid");
    const { id, role } = invitation;
    const userId = `${INVITED}${randomBytes(12).toString("base64url")}`;
    if (!(await this.#store.use(id, userId))) return refuse("invitation-invalid");
    const person: MemberIdentity = {
      kind: "member",
      userId,
      role: role === "owner" ? "owner" : "member",
      nickname: nickname.value,
      expiresAtMs: NEVER_MS,
    };
    const session = await this.#sessions?.open(`invitation:${id}`, origin, person);
    if (!session?.ok) return session ?? refuse("invitation-invalid");
    return accept({ invitation, answer: session.value });
  }

  /** The invited person of a session that was opened for this server's own origin. (SPEC OL5) */
  async personOf(token: unknown, ownOrigin: string): Promise<MemberIdentity | undefined> {
    if (typeof token !== "string") return undefined;
    const verdict = await this.#sessions?.verify(token, ownOrigin);
    if (!verdict?.ok || !verdict.member.userId.startsWith(INVITED)) return undefined;
    const { sessionId } = verdict.member;
    // From the stored session: the expiry of the token is not that of the person's role.
    return sessionId === undefined ? undefined : this.#sessions?.personOf(sessionId);
  }

  /** The invitation that a link names, if it is open and the secret is correct. */
  async #find(raw: unknown): Promise<OpenInvitation | undefined> {
    const handle = readHandle(raw);
    if (!handle) return undefined;
    const invitation = await this.#store.find(handle.sessionId);
    // In constant time, and always against a hash: the duration reveals nothing.
    const isRight = isSecretOf(handle.secret, invitation?.secretHash ?? NO_HASH);
    return isRight ? invitation : undefined;
  }
}

/** Has the length of a hash, but is no hash of any secret. */
const NO_HASH = "-".repeat(43);
