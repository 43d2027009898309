import type { JoinedFromHandshake, JoinRoom } from "#protocol";
import type { Clock } from "../clock.ts";
import { ANSWER_TIMEOUT_MS } from "./link.ts";
import type { AnswerTo } from "./server-events.ts";

type Answer = AnswerTo<"join-room"> | undefined;

/**
 * The joins in one handshake, which then take no round trip of their own. (SPEC JR10)
 *
 * A server that does not know them names no stream, and is asked with `join-room`.
 */
export class HandshakeJoins {
  /** The streams whose joins the server takes from the handshake; known when CONNECT is answered. */
  streamIds: readonly string[] = [];
  readonly #sent: string;
  readonly #waiting = new Map<string, (answer: Answer) => void>();

  constructor(sent: readonly JoinRoom[]) {
    this.#sent = JSON.stringify(sent);
  }

  /**
   * The answer to a join, asked for when CONNECT is answered; undefined if the join has to be sent,
   * because the server does not take it from the handshake, or it has changed since. Resolves with
   * undefined if no answer arrives in time; one of an ended link is of no use.
   */
  answerTo(join: JoinRoom, clock: Clock): Promise<Answer> | undefined {
    const { streamId } = join;
    if (!this.streamIds.includes(streamId) || !this.#sent.includes(JSON.stringify(join)))
      return undefined;
    return new Promise((resolve) => {
      this.#waiting.set(streamId, resolve);
      clock.after(ANSWER_TIMEOUT_MS, () => resolve(undefined));
    });
  }

  onJoined({ streamId, answer }: JoinedFromHandshake): void {
    this.#waiting.get(streamId)?.(answer);
  }
}
