import type { LinkPermits } from "../moderation/filters/link-permits.ts";
import { notifyRejected } from "../moderation/notify-rejected.ts";
import type { StaffNotifier } from "../moderation/staff-notifier.ts";
import type { ReservedNames } from "../moderation/reserved-names.ts";
import type { Audience } from "../ports/audience.ts";
import type { NodeMessage } from "../ports/node-message.ts";
import { endSessionHere, type EndSessionPorts } from "../rooms/end-session.ts";
import type { Presence } from "../rooms/presence.ts";
import type { Rooms } from "../streams/rooms.ts";

export interface NodeMessagePorts extends EndSessionPorts {
  readonly audience: Pick<Audience, "meChanged" | "messageRejected">;
  readonly presence: Presence;
  readonly rooms: Rooms;
  readonly linkPermits: LinkPermits;
  readonly staffNotifier: StaffNotifier;
  readonly reservedNames: ReservedNames;
}

/**
 * Applies a message from another node to this node's state. Streams and people that this node does
 * not have are skipped.
 */
export function handleNodeMessage(ports: NodeMessagePorts, message: NodeMessage): void {
  switch (message.kind) {
    case "presence":
      return ports.presence.showRemote(message.event, message);
    case "trimmed":
      return ports.rooms.dropTrimmed(message.trimmed);
    case "session-ended":
      return endSessionHere(ports, message.sessionId);
    case "policy":
      return ports.policies.noteVersion(message.streamId, message.version);
    case "channel":
      ports.staffNotifier.noteChannel(message.channelId);
      return ports.policies.noteChannelVersion(message.channelId, message.version);
    case "link-permit":
      return ports.linkPermits.apply(message);
    case "staff-news":
      return ports.staffNotifier.note(message.streamId);
    case "message-rejected":
      return notifyRejected(ports, message);
    case "reserved-name":
      return ports.reservedNames.applyChange(message.change);
    default:
  }
}
