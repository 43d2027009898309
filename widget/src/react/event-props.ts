import type { LiveChatEvent, LiveChatEvents } from "../element/live-chat-events.ts";
import type { PascalCase } from "../typings/pascal-case.ts";

type PropOf<Name extends string> = Name extends `live-chat-${infer Rest}`
  ? `on${PascalCase<Rest>}`
  : never;

/** Every event of the element, and the prop of its listener. */
export const EVENT_PROPS: { readonly [Name in keyof LiveChatEvents]: PropOf<Name> } = {
  "live-chat-ready": "onReady",
  "live-chat-status-changed": "onStatusChanged",
  "live-chat-message-sent": "onMessageSent",
  "live-chat-message-failed": "onMessageFailed",
  "live-chat-nickname-changed": "onNicknameChanged",
  "live-chat-sign-in": "onSignIn",
};

export type EventProps = {
  [Name in keyof LiveChatEvents as PropOf<Name>]?:
    ((event: LiveChatEvent<Name>) => void) | undefined;
};
