import { channelOf } from "#protocol";
import { channelOfKey, isChannelKey } from "../ports/channel-key.ts";
import type { Connection } from "../participants/connection.ts";
import type { Connections } from "../participants/connections.ts";
import type { Target } from "../ports/append-action.ts";
import { policySubject } from "./stream-policy.ts";
import type { Policies } from "./policies.ts";

export interface FindTargetPorts {
  readonly policies: Policies;
  readonly connections: Connections;
}

/**
 * What this node knows of a person who is in a room on it; of a channel's key, in a room of
 * any of its streams.
 */
export function findTarget(
  ports: FindTargetPorts,
  key: string,
  userId: string,
): Target | undefined {
  for (const connection of ports.connections.all()) {
    const streamId = isChannelKey(key) ? roomOfChannel(connection, channelOfKey(key)) : key;
    const me = streamId === undefined ? undefined : connection.rooms.get(streamId);
    if (streamId === undefined || me?.userId !== userId) continue;
    const policy = ports.policies.get(streamId);
    if (!policy) continue;
    const { nickname, avatarUrl } = me;
    return {
      role: policy.roleOf(policySubject(connection, streamId, me)),
      ...(me.role === "guest" && connection.addressHash && { addressHash: connection.addressHash }),
      ...(nickname && { nickname }),
      ...(avatarUrl && { avatarUrl }),
    };
  }
  return undefined;
}

function roomOfChannel({ rooms }: Connection, channelId: string): string | undefined {
  for (const streamId of rooms.keys()) if (channelOf(streamId) === channelId) return streamId;
  return undefined;
}
