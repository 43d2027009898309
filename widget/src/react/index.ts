export { LiveChat, type LiveChatProps } from "./live-chat.ts";
export type { RenderedMessage } from "../element/feed/renderers.ts";
export type { RenderMessage } from "./use-custom-rows.ts";
export { useChat, type UseChat, type UseChatOptions } from "./use-chat.ts";
