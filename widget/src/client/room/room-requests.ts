import type { AnswerTo, AskEvent, Payload } from "../connection/server-events.ts";

/** Requests that a chat does not send by itself, but its views do. (SPEC MO, HE) */
export type RoomRequest = Exclude<
  AskEvent,
  "join-room" | "leave-room" | "send-message" | "load-history" | "fetch-entries" | "authenticate"
>;
/** Without the stream, which is the chat's own. */
export type RequestPayload<E extends RoomRequest> = Omit<Payload<E>, "streamId">;
export type RequestAnswer<E extends RoomRequest> = AnswerTo<E>;
