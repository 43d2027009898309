import type { Connections } from "../participants/connections.ts";
import type { Audience } from "../ports/audience.ts";
import type { RejectedMessage } from "../ports/domain-events.ts";

export interface NotifyRejectedPorts {
  readonly connections: Connections;
  readonly audience: Pick<Audience, "messageRejected">;
}

/** Notifies all connections of an author on this node that a message was rejected. (SPEC HE7) */
export function notifyRejected(
  { connections, audience }: NotifyRejectedPorts,
  { streamId, id, userId }: RejectedMessage,
): void {
  for (const connection of connections.all())
    if (connection.rooms.get(streamId)?.userId === userId)
      audience.messageRejected(connection.id, { streamId, id });
}
