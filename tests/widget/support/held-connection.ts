import type {
  AnswerTo,
  AskEvent,
  Payload,
} from "../../../widget/src/client/connection/server-events.ts";
import type { LinkState } from "../../../widget/src/client/connection/connection-state.ts";
import type { Room, RoomConnection } from "../../../widget/src/client/room/room.ts";
import { settle } from "./fake-clock.ts";

/** A question that was asked, and is open until the test answers it. */
export interface Question {
  readonly event: AskEvent;
  readonly payload: Payload<AskEvent>;
  /** Without an answer: none came. */
  answer(answer?: object): Promise<void>;
}

/** A connection that is up, and on which every question waits for the test to answer it. */
export class HeldConnection implements RoomConnection {
  state: LinkState = { status: "up" };
  readonly questions: Question[] = [];
  resets = 0;

  ask<E extends AskEvent>(event: E, payload: Payload<E>): Promise<AnswerTo<E> | undefined> {
    return new Promise((resolve) => {
      const answer = (what?: object): Promise<void> => {
        resolve(what as AnswerTo<E> | undefined);
        return settle();
      };
      this.questions.push({ event, payload, answer });
    });
  }

  /** The newest question of a kind. */
  newest(event: AskEvent): Question {
    const question = this.questions.findLast((asked) => asked.event === event);
    if (!question) throw new Error(`nobody asked ${event}`);
    return question;
  }

  countOf(event: AskEvent): number {
    return this.questions.filter((asked) => asked.event === event).length;
  }

  /** The network goes away, and the room notices. */
  lose(room: Pick<Room, "onLinkChange">): void {
    this.state = { status: "reconnecting", attempt: 1, nextAttemptAt: 0 };
    room.onLinkChange();
  }

  /** The connection is back, and the room notices. */
  regain(room: Pick<Room, "onLinkChange">): void {
    this.state = { status: "up" };
    room.onLinkChange();
  }

  onMe(): void {}
  addRoom(): void {}
  removeRoom(): void {}

  reset(): void {
    this.resets += 1;
  }
}
