import { io, type Socket } from "socket.io-client";
import { Decoder, Encoder } from "socket.io-parser";

import type { Answer, ChatMessage, Joined } from "#protocol";

/** Fifty of them, a hundred messages a second where the machine can do that. */
const RAIDERS = 50;
/** Time between the answer to one message and the next message. */
const PAUSE_MS = 500;

/**
 * Passes answers, drops what the server tells everyone.
 *
 * Talkers share an event loop with the server and the test. On a busy machine, reading a hundred
 * messages a second for each of them takes longer than a second, and they miss their pings.
 */
class AnswersOnly extends Decoder {
  override add(packet: unknown): void {
    const isEvent = typeof packet === "string" && packet.startsWith("2");
    if (!isEvent) super.add(packet);
  }
}

/** Somebody who writes continuously. */
interface Talker {
  readonly socket: Socket;
  timer: NodeJS.Timeout | undefined;
}

/** A raid on a stream, while members continue to chat. */
export class Raid {
  readonly #url: string;
  readonly #textsEach: number;
  readonly #talkers: Talker[] = [];
  /** Raiders whose messages are no longer accepted. */
  readonly refused = new Set<string>();
  /** Number of the raiders' accepted messages. */
  taken = 0;
  /** Accepted and refused messages of members. */
  readonly said: string[] = [];
  readonly unsaid: string[] = [];

  /** `textsEach`: after so many, each of the raiders is silent. */
  constructor(url: string, { textsEach = Infinity } = {}) {
    this.#url = url;
    this.#textsEach = textsEach;
  }

  static readonly size = RAIDERS;

  async begin(memberTokens: readonly string[]): Promise<this> {
    for (const token of memberTokens) await this.#addMember(token);
    for (let i = 0; i < RAIDERS; i++) await this.#addRaider(`Raider ${i}`);
    return this;
  }

  end(): void {
    for (const { socket, timer } of this.#talkers.splice(0)) {
      clearTimeout(timer);
      socket.close();
    }
  }

  async #addRaider(nickname: string): Promise<void> {
    const socket = await this.#join({}, nickname);
    let count = 0;
    this.#talk(socket, async () => {
      if (count === this.#textsEach) return;
      const answer = await say(socket, `cheap coins here ${nickname} ${++count}`);
      if (answer.ok) this.taken += 1;
      else this.refused.add(nickname);
    });
  }

  async #addMember(token: string): Promise<void> {
    const socket = await this.#join({ token });
    let count = 0;
    this.#talk(socket, async () => {
      const text = `what a glaze, number ${++count} of ${this.#talkers.findIndex((t) => t.socket === socket)}`;
      const answer = await say(socket, text);
      if (answer.ok) this.said.push(text);
      else this.unsaid.push(`${text}: ${answer.error.code}`);
    });
  }

  /**
   * Says one thing after the other, each after the answer to the last: the machine sets the pace.
   * At a fixed pace, what the talkers have not read grows on a busy machine, and pings wait in it.
   */
  #talk(socket: Socket, say: () => Promise<void>): void {
    const talker: Talker = { socket, timer: undefined };
    const wait = (): void => {
      talker.timer = setTimeout(() => {
        void say()
          .catch(ignore)
          .then(() => this.#talkers.includes(talker) && wait());
      }, PAUSE_MS);
    };
    this.#talkers.push(talker);
    wait();
  }

  async #join(auth: object, nickname?: string): Promise<Socket> {
    const socket = io(this.#url, {
      forceNew: true,
      transports: ["websocket"],
      auth,
      parser: { Encoder, Decoder: AnswersOnly },
    });
    const user = nickname && { user: { userId: nickname, nickname } };
    const answer = (await socket.emitWithAck("join-room", {
      streamId: "s1",
      ...user,
    })) as Answer<Joined>;
    if (!answer.ok) throw new Error(answer.error.message);
    return socket;
  }
}

/** Requests in flight when the raid ended. */
function ignore(): void {}

async function say(socket: Socket, message: string): Promise<Answer<{ message: ChatMessage }>> {
  return (await socket.emitWithAck("send-message", { streamId: "s1", message })) as Answer<{
    message: ChatMessage;
  }>;
}
