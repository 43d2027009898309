import { isTokenRefusal, type Me, type Role, type StaffChannel } from "#protocol";
import type { Clock } from "../ports/clock.ts";
import type { Connection } from "../participants/connection.ts";
import { sendRefusal, sanctionCode } from "./evaluate-send.ts";
import { roleInFrame } from "../participants/roles.ts";
import { retryOf } from "./join-denial.ts";
import type { Policies } from "./policies.ts";
import { policySubject, type PolicySubject, type StreamPolicy } from "./stream-policy.ts";

/** What determines the effective role and permissions of a connection. */
export interface PermissionPorts {
  readonly policies: Policies;
  readonly storeClock: Clock;
  /** Whether people without a token may read and write. (SPEC CN2, ID6) */
  readonly guestsMayWrite: boolean;
}

/** A participant in its role; in an untrusted frame, in the role that it may act as. (SPEC EM7) */
function inRole(me: Me, role: Role, isFramed: boolean): Me {
  const isKept = isFramed && (role === "moderator" || role === "owner");
  return isKept
    ? { ...me, role: roleInFrame(role, true), roleOutsideFrame: role }
    : { ...me, role };
}

/**
 * What a connection currently is in a room: the participant that joined, with the role it was
 * appointed to, unless its token has expired or a sanction keeps it from writing.
 * (SPEC MO1, MO4, ID4)
 */
export function effectiveParticipant(
  ports: PermissionPorts,
  connection: Connection,
  streamId: string,
  me: Me,
): Me {
  const policy = ports.policies.get(streamId);
  const subject = policySubject(connection, streamId, me);
  const channelRole = policy?.channelStaffRoleOf(subject);
  const self: Me = {
    ...inRole(me, policy?.roleOf(subject) ?? me.role, connection.isFramed),
    ...(policy && channelRole && { channel: toStaffChannel(policy, channelRole) }),
  };
  const reason = sendRefusal(connection.identity, me, ports.storeClock.nowMs());
  if (reason)
    return {
      ...self,
      maySend: false,
      reason,
      ...retryOf(connection.identity, ports.storeClock),
      ...(isTokenRefusal(reason) && mayBeGuest(ports, policy, subject) && { mayBeGuest: true }),
    };
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

function toStaffChannel(
  { channelId, channel: { name } }: StreamPolicy,
  role: StaffChannel["role"],
): StaffChannel {
  return { id: channelId, ...(name !== undefined && { name }), role };
}

/** Whether a person whose token is refused could write without it. (SPEC ID14) */
function mayBeGuest(
  { guestsMayWrite, policies }: PermissionPorts,
  policy: StreamPolicy | undefined,
  subject: PolicySubject,
): boolean {
  if (!guestsMayWrite) return false;
  const guest: PolicySubject = { userId: "", role: "guest", addressHash: subject.addressHash };
  return [subject, guest].every((one) => {
    const sanction = policy?.sanctionOn(one, policies.nowMs());
    return !sanction || !sanctionCode(sanction);
  });
}

/**
 * The part of the permissions that depends on the stream's policy, to detect a change worth an
 * event. A shadow ban is never included. (SPEC MO4)
 */
export function effectivePermissions(
  ports: PermissionPorts,
  connection: Connection,
  streamId: string,
  me: Me,
): string {
  const policy = ports.policies.get(streamId);
  if (!policy) return "";
  const subject = policySubject(connection, streamId, me);
  const role = policy.roleOf(subject);
  const channelRole = policy.channelStaffRoleOf(subject);
  const channel = channelRole && [channelRole, policy.channel.name];
  const sanction = policy.sanctionOn(subject, ports.policies.nowMs());
  const kept = sanction && sanctionCode(sanction);
  if (!kept && !channel) return role === me.role ? "" : role;
  return JSON.stringify([role, channel, kept, sanction?.untilMs, sanction?.reason]);
}
