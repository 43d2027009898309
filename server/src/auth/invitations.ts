import { randomBytes } from "node:crypto";
import {
  accept,
  parseNickname,
  refuse,
  type AcceptedInvitation,
  type InvitationView,
  type Result,
} from "#protocol";
import type { MemberIdentity } from "../chat/ports/identity.ts";
import type { MadeInvitation } from "../chat/ports/invitation-service.ts";
import type { InvitationStore, OpenInvitation } from "../chat/ports/invitation-store.ts";
import type { ChatSessions } from "./chat-sessions.ts";
import { newInvitationSecret } from "./invitation-link.ts";
import { isSecretOf, readHandle } from "./session-handle.ts";

/** What the ids of people who came by a link begin with; no token can bring one. (SPEC OL4) */
const INVITED = "invited:";
/** Links to one stream that can be used at the same time. (SPEC OL7) */
const OPEN_OF_STREAM = 50;
const HOUR_MS = 60 * 60_000;
/** The last moment that a date can tell: an owner is one for as long as their session lives. */
const NEVER_MS = 8.64e15;

export interface InvitationsOptions {
  store: InvitationStore;
  /** Opened for whoever uses a link; not needed to make one. */
  sessions?: Pick<ChatSessions, "open" | "verify" | "personOf">;
}

/** Makes people owners and moderators by links, without an identity provider. (SPEC OL) */
export class Invitations {
  readonly #store: InvitationStore;
  readonly #sessions: InvitationsOptions["sessions"];

  constructor({ store, sessions }: InvitationsOptions) {
    this.#store = store;
    this.#sessions = sessions;
  }

  /** Makes a link that makes somebody a moderator of a stream. (SPEC OL7) */
  async inviteModerator(
    streamId: string,
    hours: number,
    inviter?: { userId: string; nickname: string },
  ): Promise<Result<MadeInvitation>> {
    const { invitation, id, secretHash } = newInvitationSecret();
    const expiresAtMs = await this.#store.add(
      {
        id,
        role: "moderator",
        streamId,
        secretHash,
        lastsMs: Math.round(hours * HOUR_MS),
        ...(inviter && { inviter }),
      },
      OPEN_OF_STREAM,
    );
    if (expiresAtMs === undefined)
      return refuse("conflict", {
        message: `${OPEN_OF_STREAM} links of this stream were not used yet. Revoke some.`,
      });
    return accept({ invitation, id, expiresAtMs });
  }

  /** Tells what a link is for, and uses nothing up. (SPEC OL2) */
  async view(raw: unknown): Promise<Result<InvitationView>> {
    const found = await this.#find(raw);
    if (!found) return refuse("invitation-invalid");
    const { role, streamId, expiresAtMs } = found;
    return accept({ role, ...(streamId !== undefined && { streamId }), expiresAtMs });
  }

  /** Uses a link up, and opens the session of whoever it makes somebody of. (SPEC OL3, OL4) */
  async accept(
    raw: unknown,
    rawNickname: unknown,
    origin: string,
  ): Promise<Result<{ invitation: OpenInvitation; answer: AcceptedInvitation }>> {
    const nickname = parseNickname(rawNickname);
    if (!nickname.ok) return nickname;
    const invitation = await this.#find(raw);
    if (!invitation) return refuse("invitation-invalid");
    const { id, role, streamId } = invitation;
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
    const answer = { ...session.value, role, ...(streamId !== undefined && { streamId }) };
    return accept({ invitation, answer });
  }

  /** The invited person whose session with this server's own origin that is. (SPEC OL5) */
  async personOf(token: unknown, ownOrigin: string): Promise<MemberIdentity | undefined> {
    if (typeof token !== "string") return undefined;
    const verdict = await this.#sessions?.verify(token, ownOrigin);
    if (!verdict?.ok || !verdict.member.userId.startsWith(INVITED)) return undefined;
    const { sessionId } = verdict.member;
    // As the session keeps them: the token's own end is not the person's.
    return sessionId === undefined ? undefined : this.#sessions?.personOf(sessionId);
  }

  /** The invitation that a link names, if it can be used and the secret is right. */
  async #find(raw: unknown): Promise<OpenInvitation | undefined> {
    const handle = readHandle(raw);
    if (!handle) return undefined;
    const invitation = await this.#store.find(handle.sessionId);
    // In constant time, against a hash in any case: how long it takes tells nothing.
    const isRight = isSecretOf(handle.secret, invitation?.secretHash ?? NO_HASH);
    return isRight ? invitation : undefined;
  }
}

/** As long as a hash, and of nothing. */
const NO_HASH = "-".repeat(43);
