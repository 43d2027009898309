export type { ChatError, ChatMessage, ErrorCode, Me, MessageRef, Person, Result } from "#protocol";
export type { Chat, ChatSnapshot, SendOptions } from "./chat.ts";
export { ChatClient, type ChatClientOptions } from "./chat-client.ts";
export type { ConnectionState, FailureReason } from "./connection/connection-state.ts";
export type { LogRow, RemovedMark, ShownMessage } from "./log/log-state.ts";
export type { PresenceLine } from "./room/merge-presence.ts";
export type { PendingMessage, SendError } from "./sender/pending-message.ts";
export type { RequestAnswer, RequestPayload, RoomRequest } from "./room/room-requests.ts";
export type { Token, TokenAnswer } from "./connection/read-token.ts";
