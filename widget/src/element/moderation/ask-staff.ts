import { chatError } from "#protocol";
import type { Chat, RequestAnswer, RequestPayload, RoomRequest } from "../../client/index.ts";

/** The part of a chat that staff parts use. */
export type StaffChat = Pick<Chat, "ask" | "httpAccess">;

/** Sends a request to the shown chat, if there is one. */
export async function askStaff<E extends RoomRequest>(
  chat: StaffChat | undefined,
  event: E,
  payload: RequestPayload<E>,
): Promise<RequestAnswer<E>> {
  const answer = await chat?.ask(event, payload);
  return answer ?? ({ ok: false, error: chatError("not-joined") } as RequestAnswer<E>);
}
