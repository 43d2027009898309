import type { Me, Role } from "#protocol";
import type { Chat } from "./chat.ts";
import type { Connection } from "./connection.ts";
import { whyMute } from "./introduce.ts";
import { roleInFrame } from "./moderation/authority.ts";
import { reasonOf } from "./moderation/judge-send.ts";
import type { Judged } from "./moderation/stream-policy.ts";

/** Who a connection is, for a stream's policy to judge. */
export function judgedAs({ addressHash, isFramed }: Connection, { userId, role }: Me): Judged {
  return { userId, role, addressHash, isFramed };
}

/** Somebody with the role that they have; in a frame, with what they may act as. (SPEC EM7) */
function inRole(me: Me, role: Role, isFramed: boolean): Me {
  const isKept = isFramed && (role === "moderator" || role === "owner");
  return isKept
    ? { ...me, role: roleInFrame(role, true), roleOutsideFrame: role }
    : { ...me, role };
}

/**
 * What a connection is to a room at this moment: as introduced, with what it was appointed
 * to, unless its token has run out or something keeps it from writing. (SPEC MO1, MO4, ID4)
 */
export function presentSelf(chat: Chat, connection: Connection, streamId: string, me: Me): Me {
  const policy = chat.policies.get(streamId);
  const judged = judgedAs(connection, me);
  const self = inRole(me, policy?.roleOf(judged) ?? me.role, connection.isFramed);
  const reason = whyMute(connection.identity, me, chat.time.nowMs());
  if (reason) return { ...self, maySend: false, reason, ...retryOf(chat, connection) };
  const nowMs = chat.policies.nowMs();
  const sanction = policy?.sanctionOn(judged, nowMs);
  const kept = sanction && reasonOf(sanction);
  if (!sanction || !kept) return self;
  return {
    ...{ ...self, maySend: false, reason: kept },
    ...(sanction.untilMs !== undefined && {
      retryAfterMs: Math.max(1, Math.ceil(sanction.untilMs - nowMs)),
    }),
    ...(sanction.reason && { note: sanction.reason }),
  };
}

/** When a token that is not accepted yet is to be tried again. (SPEC ID9) */
function retryOf({ time }: Chat, { identity }: Connection): Pick<Me, "retryAfterMs"> {
  if (identity.kind !== "reader" || identity.retryAtMs === undefined) return {};
  return { retryAfterMs: Math.max(1, Math.ceil(identity.retryAtMs - time.nowMs())) };
}

/**
 * What of that hangs on the stream's policy, so that one sees whether there is news to
 * tell. Of a shadow nothing is said. (SPEC MO4)
 */
export function standingOf(chat: Chat, connection: Connection, streamId: string, me: Me): string {
  const policy = chat.policies.get(streamId);
  if (!policy) return "";
  const judged = judgedAs(connection, me);
  const role = policy.roleOf(judged);
  const sanction = policy.sanctionOn(judged, chat.policies.nowMs());
  const kept = sanction && reasonOf(sanction);
  if (!kept) return role === me.role ? "" : role;
  return JSON.stringify([role, kept, sanction.untilMs, sanction.reason]);
}
