export { LiveChat, type LiveChatProps } from "./live-chat.ts";
export { useChat, type UseChat, type UseChatOptions } from "./use-chat.ts";
