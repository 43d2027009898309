import type { Me, Role } from "#protocol";
import type { Clock } from "../ports/clock.ts";
import type { Connection } from "../participants/connection.ts";
import { sendRefusal } from "../participants/resolve-participant.ts";
import { roleInFrame } from "../participants/roles.ts";
import { sanctionCode } from "./evaluate-send.ts";
import type { Policies } from "./policies.ts";
import type { PolicySubject } from "./stream-policy.ts";

/** What tells the effective role and permissions of a connection. */
export interface PermissionPorts {
  readonly policies: Policies;
  readonly storeClock: Clock;
}

/** Who a connection is, for a stream's policy to judge. */
export function policySubject(
  { addressHash, isFramed }: Connection,
  { userId, role }: Me,
): PolicySubject {
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
export function effectiveParticipant(
  ports: PermissionPorts,
  connection: Connection,
  streamId: string,
  me: Me,
): Me {
  const policy = ports.policies.get(streamId);
  const subject = policySubject(connection, me);
  const self = inRole(me, policy?.roleOf(subject) ?? me.role, connection.isFramed);
  const reason = sendRefusal(connection.identity, me, ports.storeClock.nowMs());
  if (reason) return { ...self, maySend: false, reason, ...retryOf(ports, connection) };
  const nowMs = ports.policies.nowMs();
  const sanction = policy?.sanctionOn(subject, nowMs);
  const kept = sanction && sanctionCode(sanction);
  if (!sanction || !kept) return self;
  return {
    ...self,
    maySend: false,
    reason: kept,
    ...(sanction.untilMs !== undefined && {
      retryAfterMs: Math.max(1, Math.ceil(sanction.untilMs - nowMs)),
    }),
    ...(sanction.reason && { note: sanction.reason }),
  };
}

/** When a token that is not accepted yet is to be tried again. (SPEC ID9) */
function retryOf(
  { storeClock }: Pick<PermissionPorts, "storeClock">,
  { identity }: Connection,
): Pick<Me, "retryAfterMs"> {
  if (identity.kind !== "reader" || identity.retryAtMs === undefined) return {};
  return { retryAfterMs: Math.max(1, Math.ceil(identity.retryAtMs - storeClock.nowMs())) };
}

/**
 * What of that hangs on the stream's policy, so that one sees whether there is news to
 * tell. Of a shadow nothing is said. (SPEC MO4)
 */
export function effectivePermissions(
  ports: PermissionPorts,
  connection: Connection,
  streamId: string,
  me: Me,
): string {
  const policy = ports.policies.get(streamId);
  if (!policy) return "";
  const subject = policySubject(connection, me);
  const role = policy.roleOf(subject);
  const sanction = policy.sanctionOn(subject, ports.policies.nowMs());
  const kept = sanction && sanctionCode(sanction);
  if (!kept) return role === me.role ? "" : role;
  return JSON.stringify([role, kept, sanction.untilMs, sanction.reason]);
}
