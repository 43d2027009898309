import type { Audience } from "../ports/audience.ts";
import type { Connection } from "../participants/connection.ts";
import type { Presence } from "./presence.ts";

export interface LeaveRoomPorts {
  readonly audience: Pick<Audience, "exit">;
  readonly presence: Presence;
}

/** Removes a connection from a room; does nothing if it is not in it. (SPEC LR1) */
export function leaveRoom(
  ports: LeaveRoomPorts,
  connection: Connection,
  streamId: string,
): Promise<void> {
  return connection.inTurn(() => {
    exitRoom(ports, connection, streamId);
  });
}

/** Removes a closed connection from every room. (SPEC LR2) */
export function leaveAllRooms(ports: LeaveRoomPorts, connection: Connection): void {
  connection.close();
  for (const streamId of [...connection.rooms.keys()]) exitRoom(ports, connection, streamId);
}

function exitRoom(ports: LeaveRoomPorts, connection: Connection, streamId: string): void {
  if (!connection.rooms.delete(streamId)) return;
  connection.rememberPermissions(streamId, "");
  ports.audience.exit(connection.id, streamId);
  ports.presence.leave(streamId, connection.id);
}
