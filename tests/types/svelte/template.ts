import "live-chat-element/svelte";
import type { SvelteHTMLElements } from "svelte/elements";

/** What Svelte's language tools check a template's `<live-chat>` against. */
type Props = SvelteHTMLElements["live-chat"];

export const right: Props = {
  "stream-id": "stream-123",
  "read-only": true,
  theme: "dark",
  class: "chat",
  token: () => "token",
  "onlive-chat-ready": ({ detail }) => detail.streamId.length,
  "on:live-chat-message-sent": ({ detail }) => detail.message.seq.toFixed(),
};

export const wrong: Props[] = [
  // @ts-expect-error There are two themes, and "auto".
  { theme: "sepia" },
  // @ts-expect-error This event tells of no message.
  { "onlive-chat-ready": ({ detail }) => detail.message },
  // @ts-expect-error There is no such event.
  { "onlive-chat-gone": () => undefined },
];
