import { chatError } from "#protocol";
import type { RequestAnswer, RequestPayload, RoomRequest } from "../../client/index.ts";
import type { Staff } from "./staff.ts";

/** Asks the chat that is shown at the moment. */
export async function askStaff<E extends RoomRequest>(
  { here }: Pick<Staff, "here">,
  event: E,
  payload: RequestPayload<E>,
): Promise<RequestAnswer<E>> {
  const answer = await here.chat?.ask(event, payload);
  return answer ?? ({ ok: false, error: chatError("not-joined") } as RequestAnswer<E>);
}
