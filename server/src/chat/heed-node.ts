import type { Chat } from "./chat.ts";
import { endSession } from "./end-session.ts";
import { heedPermit } from "./filters/permit-link.ts";
import type { NodeMessage } from "./node-message.ts";

/** Does here what another node has done there. What this node does not know, it skips. */
export function heedNode(chat: Chat, message: NodeMessage): void {
  switch (message.kind) {
    case "presence":
      return chat.presence.hear(message.event, message);
    case "trimmed":
      return chat.rooms.trimmed(message.trimmed);
    case "session-ended":
      return endSession(chat, message.sessionId);
    case "policy":
      return chat.policies.hear(message.streamId, message.version);
    case "link-permit":
      return heedPermit(chat, message);
    case "staff-news":
      return chat.staffDesk.note(message.streamId);
    case "reserved-name":
      return chat.staffNames.hear(message.change);
    default:
  }
}
