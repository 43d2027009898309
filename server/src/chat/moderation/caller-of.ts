import type { Policies } from "./policies.ts";
import type { Me } from "#protocol";
import type { Connection } from "../participants/connection.ts";
import { policySubject } from "./effective-participant.ts";
import type { Caller } from "../limits/action-limits.ts";

/** Who a connection is to a stream's limits: in the role that it has there at this moment. */
export function callerOf(
  { policies }: { readonly policies: Policies },
  connection: Connection,
  streamId: string,
  me: Me,
): Caller {
  const role = policies.get(streamId)?.actingRoleOf(policySubject(connection, me)) ?? me.role;
  return { userId: me.userId, role, addressHash: connection.addressHash, streamId };
}
