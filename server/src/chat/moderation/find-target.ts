import type { Connections } from "../participants/connections.ts";
import type { Target } from "../ports/append-action.ts";
import { policySubject } from "./effective-participant.ts";
import type { Policies } from "./policies.ts";

export interface FindTargetPorts {
  readonly policies: Policies;
  readonly connections: Connections;
}

/** What this node knows of a person in one of its rooms. */
export function findTarget(
  ports: FindTargetPorts,
  streamId: string,
  userId: string,
): Target | undefined {
  const policy = ports.policies.get(streamId);
  for (const connection of ports.connections.all()) {
    const me = connection.rooms.get(streamId);
    if (me?.userId !== userId || !policy) continue;
    const { nickname, avatarUrl } = me;
    return {
      role: policy.roleOf(policySubject(connection, me)),
      ...(me.role === "guest" && connection.addressHash && { addressHash: connection.addressHash }),
      ...(nickname && { nickname }),
      ...(avatarUrl && { avatarUrl }),
    };
  }
  return undefined;
}
