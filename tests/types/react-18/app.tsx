import "live-chat-element/jsx";
import { LiveChat } from "live-chat-element/react";
import type { ReactNode } from "react";

export function Tag(): ReactNode {
  return (
    <live-chat
      stream-id="stream-123"
      read-only={true}
      fade-after="8"
      class="chat"
      ref={(element) => element?.addEventListener("live-chat-ready", () => undefined)}
    >
      <b slot="title">Tonight</b>
    </live-chat>
  );
}

export function Component(): ReactNode {
  return <LiveChat streamId="stream-123" token={() => "token"} onReady={() => undefined} />;
}

export function Wrong(): ReactNode {
  return (
    <>
      {/* @ts-expect-error How many is a number. */}
      <live-chat stream-id="stream-123" max-rows="many" />
      {/* @ts-expect-error React 18 would write the function out. */}
      <live-chat stream-id="stream-123" token={() => "token"} />
    </>
  );
}
