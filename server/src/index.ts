export { createChatServer, type ChatServer } from "./create-chat-server.ts";
export { OptionsError, type Mode } from "./options.ts";
export type { ChatServerOptions } from "./settings.ts";
