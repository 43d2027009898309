import type { NotifyPorts } from "../moderation/notify-permission-changes.ts";
import type { Connection } from "../participants/connection.ts";
import type { AlarmClock } from "../ports/clock.ts";
import type { Audience } from "../ports/audience.ts";
import { expireIfEnded, type EndSessionPorts } from "./end-session.ts";
import { leaveAllRooms, type LeaveRoomPorts } from "./leave-room.ts";
import { watchTokenExpiry } from "./watch-token-expiry.ts";

export interface OpenConnectionPorts extends EndSessionPorts, LeaveRoomPorts, NotifyPorts {
  readonly audience: Pick<Audience, "meChanged" | "exit">;
  readonly clock: AlarmClock;
}

/** Registers a connection; the returned function removes it from every room. (SPEC LR2, ID4) */
export function openConnection(ports: OpenConnectionPorts, connection: Connection): () => void {
  ports.connections.add(connection);
  expireIfEnded(ports, connection);
  const unwatch = watchTokenExpiry(ports, connection);
  return () => {
    unwatch();
    ports.connections.delete(connection);
    leaveAllRooms(ports, connection);
  };
}
