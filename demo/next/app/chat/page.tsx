import { LiveChat } from "live-chat-element/react";

import { STREAM_ID } from "../../lib/stream";

/** The chat alone, for a window beside the player. */
export default function ChatPage() {
  return <LiveChat streamId={STREAM_ID} className="chat alone" />;
}
