import { channelOf, type Me } from "#protocol";
import type { Connection } from "../participants/connection.ts";
import type { Connections } from "../participants/connections.ts";
import type { Audience } from "../ports/audience.ts";
import { protectPresent, type NamePorts } from "./reserved-names.ts";
import {
  effectiveParticipant,
  effectivePermissions,
  type PermissionPorts,
} from "./effective-participant.ts";

interface RoomNotifyPorts extends NotifyPorts, Pick<NamePorts, "reservedNames"> {
  readonly connections: Connections;
}

/** Connections that are looked at in one go: some milliseconds. */
const SLICE = 200;

export interface NotifyPorts extends PermissionPorts {
  readonly audience: Pick<Audience, "meChanged">;
}

/**
 * Notifies the people in a room whose permissions changed with its policy or at the end of a
 * sanction: all of their connections on this node, at once. (SPEC MO4)
 */
export function notifyPermissionChanges(ports: RoomNotifyPorts, streamId: string): void {
  for (const connection of ports.connections.all()) {
    const me = connection.rooms.get(streamId);
    if (me) notifyIfChanged(ports, connection, streamId, me);
  }
}

function notifyIfChanged(
  ports: RoomNotifyPorts,
  connection: Connection,
  streamId: string,
  me: Me,
): void {
  const permissions = effectivePermissions(ports, connection, streamId, me);
  if (permissions === connection.lastPermissions(streamId)) return;
  connection.rememberPermissions(streamId, permissions);
  // They may have been appointed, by whatever way and on whatever node.
  protectPresent(ports, streamId, me);
  ports.audience.meChanged(connection.id, {
    streamId,
    me: effectiveParticipant(ports, connection, streamId, me),
  });
}

/**
 * The same for every stream of a channel. There may be thousands of connections, so this goes
 * in slices: messages sent meanwhile are judged by the new policy. (SPEC CH4)
 */
export async function notifyChannelPermissionChanges(
  ports: RoomNotifyPorts,
  channelId: string,
): Promise<void> {
  let left = SLICE;
  for (const connection of [...ports.connections.all()]) {
    for (const [streamId, me] of connection.rooms)
      if (channelOf(streamId) === channelId) notifyIfChanged(ports, connection, streamId, me);
    if (--left > 0) continue;
    left = SLICE;
    await new Promise(setImmediate);
  }
}

/** Sends a connection its current role and permissions in every room. (SPEC ID4) */
export function notifySelf(ports: NotifyPorts, connection: Connection): void {
  for (const [streamId, me] of connection.rooms) {
    const permissions = effectivePermissions(ports, connection, streamId, me);
    connection.rememberPermissions(streamId, permissions);
    ports.audience.meChanged(connection.id, {
      streamId,
      me: effectiveParticipant(ports, connection, streamId, me),
    });
  }
}

/** Ends a token before its expiry, as at sign-out. (SPEC SI6) */
export function expireNow(ports: NotifyPorts, connection: Connection): void {
  const { identity } = connection;
  if (identity.kind !== "member" || identity.expiresAtMs <= ports.storeClock.nowMs()) return;
  connection.renew({ ...identity, expiresAtMs: ports.storeClock.nowMs() });
  notifySelf(ports, connection);
}
