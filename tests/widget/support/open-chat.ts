import type {
  RequestAnswer,
  RequestPayload,
  RoomRequest,
} from "../../../widget/src/client/index.ts";
import { TestChat } from "./test-chat.ts";

/** A chat whose requests are answered when a test says so, in any order. */
export class OpenChat extends TestChat {
  readonly open: { payload: unknown; answer: (answer: unknown) => void }[] = [];

  override ask<E extends RoomRequest>(
    event: E,
    payload: RequestPayload<E>,
  ): Promise<RequestAnswer<E>> {
    this.asked.push(`${event} ${JSON.stringify(payload)}`);
    return new Promise((resolve) => {
      this.open.push({ payload, answer: resolve as (answer: unknown) => void });
    });
  }
}
