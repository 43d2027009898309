import { chatError } from "#protocol";
import type { Chat, RequestAnswer, RequestPayload, RoomRequest } from "../../client/index.ts";

/** What the staff's parts need of a chat. */
export type StaffChat = Pick<Chat, "ask" | "httpAccess">;

/** Asks the chat that is shown, if there is one. */
export async function askStaff<E extends RoomRequest>(
  chat: StaffChat | undefined,
  event: E,
  payload: RequestPayload<E>,
): Promise<RequestAnswer<E>> {
  const answer = await chat?.ask(event, payload);
  return answer ?? ({ ok: false, error: chatError("not-joined") } as RequestAnswer<E>);
}
