import type { Me } from "#protocol";
import type { Chat } from "../chat.ts";
import type { Connection } from "../connection.ts";
import { judgedAs } from "../present-self.ts";
import type { Caller } from "./action-limits.ts";

/** Who a connection is to a stream's limits: in the role that it has there at this moment. */
export function callerOf(
  { policies }: Pick<Chat, "policies">,
  connection: Connection,
  streamId: string,
  me: Me,
): Caller {
  const role = policies.get(streamId)?.actingRoleOf(judgedAs(connection, me)) ?? me.role;
  return { userId: me.userId, role, addressHash: connection.addressHash, streamId };
}
