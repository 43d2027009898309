export { LiveChat } from "./element/live-chat.ts";
export type { AllTexts as Texts } from "./i18n/en/en.ts";
export type { TextOverrides } from "./i18n/override-texts.ts";
export type { LiveChatEvent, LiveChatEvents } from "./element/live-chat-events.ts";
export type {
  MessageRenderer,
  Rendered,
  RenderedMessage,
  Renderers,
} from "./element/feed/renderers.ts";
export * from "./client/index.ts";
