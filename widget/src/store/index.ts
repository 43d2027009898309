export type { ChatError, ChatMessage, ErrorCode, Me, MessageRef, Person, Result } from "#protocol";
export type { Chat, ChatSnapshot, SendOptions } from "./chat.ts";
export { ChatClient, type ChatClientOptions } from "./chat-client.ts";
export type { ConnectionState, FailureReason } from "./connection-state.ts";
export type { LogRow, RemovedMark, ShownMessage } from "./log-state.ts";
export type { PresenceLine } from "./presence-line.ts";
export type { PendingMessage, SendError } from "./pending-message.ts";
export type { RequestAnswer, RequestPayload, RoomRequest } from "./room-requests.ts";
export type { Token, TokenAnswer } from "./token.ts";
