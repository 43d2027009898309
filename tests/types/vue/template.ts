import "live-chat-element/vue";
import type { GlobalComponents } from "vue";

/** What Vue's language tools check a template's `<live-chat>` against. */
type Props = InstanceType<GlobalComponents["live-chat"]>["$props"];

export const right: Props = {
  streamId: "stream-123",
  readOnly: true,
  theme: "dark",
  class: ["chat"],
  key: 1,
  token: () => "token",
  onLiveChatReady: ({ detail }) => detail.streamId.length,
  onLiveChatMessageSent: ({ detail }) => detail.message.seq.toFixed(),
};

export const wrong: Props[] = [
  // @ts-expect-error There are two themes, and "auto".
  { theme: "sepia" },
  // @ts-expect-error This event tells of no message.
  { onLiveChatReady: ({ detail }) => detail.message },
  // @ts-expect-error There is no such event.
  { onLiveChatGone: () => undefined },
];

declare const emit: InstanceType<GlobalComponents["live-chat"]>["$emit"];
emit("live-chat-ready", new CustomEvent("live-chat-ready", { detail: { streamId: "s" } }));
// @ts-expect-error There is no such event.
emit("live-chat-gone", new CustomEvent("live-chat-gone"));
