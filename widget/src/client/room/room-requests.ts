import type { AnswerTo, AskEvent, Payload } from "../connection/server-events.ts";

/** What a chat does not do by itself: whoever has a button for it asks. (SPEC MO, HE) */
export type RoomRequest = Exclude<
  AskEvent,
  "join-room" | "leave-room" | "send-message" | "load-history" | "fetch-entries" | "authenticate"
>;
/** The stream is the chat's own. */
export type RequestPayload<E extends RoomRequest> = Omit<Payload<E>, "streamId">;
export type RequestAnswer<E extends RoomRequest> = AnswerTo<E>;
