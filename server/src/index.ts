export type { AttachOptions } from "./attach-options.ts";
export type { ChatServer } from "./chat-server.ts";
export { createChatServer } from "./create-chat-server.ts";
export { OptionsError, type Mode } from "./options.ts";
export type { ChatServerOptions } from "./settings.ts";
