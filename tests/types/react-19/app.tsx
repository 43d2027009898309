import "live-chat-element/jsx";
import { LiveChat, useChat } from "live-chat-element/react";
import type { ReactNode } from "react";

export function Tag({ isQuiet }: { isQuiet: boolean }): ReactNode {
  return (
    <live-chat
      stream-id="stream-123"
      server-url="https://chat.example.com"
      theme="dark"
      read-only={isQuiet}
      max-rows={4}
      class="chat"
      style={{ blockSize: "32rem", "--live-chat-accent": "#0b61a4" }}
      ref={(element) => element?.reauthenticate()}
      token={() => Promise.resolve("token")}
      onlive-chat-ready={({ detail }) => detail.streamId.length}
      onlive-chat-message-sent={(event) => event.detail.message.seq.toFixed()}
    >
      <b slot="title">Tonight</b>
    </live-chat>
  );
}

export function Wrong(): ReactNode {
  return (
    <>
      {/* @ts-expect-error There are two themes, and "auto". */}
      <live-chat stream-id="stream-123" theme="sepia" />
      {/* @ts-expect-error Attributes are in kebab case. */}
      <live-chat streamId="stream-123" />
      {/* @ts-expect-error This event tells of no message. */}
      <live-chat onlive-chat-ready={(event) => event.detail.message} />
      {/* @ts-expect-error A component without a stream. */}
      <LiveChat />
      {/* @ts-expect-error A listener gets what the event is of. */}
      <LiveChat streamId="stream-123" onReady={(event) => event.detail.message} />
    </>
  );
}

export function Own(): ReactNode {
  const { messages, isConnected, sendMessage, status, error, viewers, me } = useChat({
    streamId: "stream-123",
    autoConnect: true,
  });
  const sent = sendMessage("hello");
  if (!sent.ok) return sent.error.code;
  // @ts-expect-error There is no such status.
  if (status === "lively") return null;
  return (
    <ul data-live={isConnected} title={`${viewers ?? 0} ${error ?? ""} ${me?.nickname ?? ""}`}>
      {messages.map(({ id, nickname, message }) => (
        <li key={id}>
          {nickname}: {message}
        </li>
      ))}
    </ul>
  );
}
