import type { Policies } from "./policies.ts";
import type { Me } from "#protocol";
import type { Connection } from "../participants/connection.ts";
import { policySubject } from "./stream-policy.ts";
import type { Caller } from "../limits/action-limits.ts";

/** The caller that a connection counts as for a stream's limits, in its current role there. */
export function callerOf(
  { policies }: { readonly policies: Policies },
  connection: Connection,
  streamId: string,
  me: Me,
): Caller {
  const role =
    policies.get(streamId)?.actingRoleOf(policySubject(connection, streamId, me)) ?? me.role;
  return { userId: me.userId, role, addressHash: connection.addressHash, streamId };
}
