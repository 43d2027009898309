import { LiveChat } from "live-chat-element/react";
import { StrictMode, useState } from "react";

const texts = { emptyTitle: "아직 조용해요" };

export function App() {
  const [streamId, setStreamId] = useState("stream-1");
  const [sent, setSent] = useState("");
  return (
    <StrictMode>
      <LiveChat
        streamId={streamId}
        serverUrl={import.meta.env.VITE_CHAT_SERVER_URL}
        texts={texts}
        token={() => localStorage.getItem("token")}
        onMessageSent={({ detail }) => setSent(detail.message.message)}
        style={{ blockSize: "32rem" }}
      >
        <b slot="title">Tonight</b>
      </LiveChat>
      <button onClick={() => setStreamId("stream-2")}>Next stream</button>
      <output>{sent}</output>
    </StrictMode>
  );
}
