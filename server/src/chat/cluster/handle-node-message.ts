import type { Chat } from "../chat.ts";
import { endSession } from "../rooms/end-session.ts";
import { applyPermit } from "../moderation/filters/claim-link-permit.ts";
import type { NodeMessage } from "../ports/node-message.ts";

/** Does here what another node has done there. What this node does not know, it skips. */
export function handleNodeMessage(chat: Chat, message: NodeMessage): void {
  switch (message.kind) {
    case "presence":
      return chat.presence.showRemote(message.event, message);
    case "trimmed":
      return chat.rooms.dropTrimmed(message.trimmed);
    case "session-ended":
      return endSession(chat, message.sessionId);
    case "policy":
      return chat.policies.noteVersion(message.streamId, message.version);
    case "link-permit":
      return applyPermit(chat, message);
    case "staff-news":
      return chat.staffNotifier.note(message.streamId);
    case "reserved-name":
      return chat.reservedNames.applyChange(message.change);
    default:
  }
}
