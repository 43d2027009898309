export { LiveChat } from "./live-chat.ts";
export type { LiveChatEvent, LiveChatEvents } from "./live-chat-events.ts";
export * from "./store/index.ts";
