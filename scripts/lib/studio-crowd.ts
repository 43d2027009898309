import { SignJWT } from "jose";
import { io, type Socket } from "socket.io-client";

import { SIGN_IN } from "../../tests/support/tokens.ts";
import { HOST } from "./studio-lines.ts";

const TOKEN_MS = 3 * 3_600_000;

type Answer<T> = ({ ok: true } & T) | { ok: false; error: { code: string; message: string } };

/** Who watches a show: people who write, and others who do not. */
export class Crowd {
  readonly #url: string;
  readonly #show: string;
  readonly #clock: { nowMs(): number };
  readonly #ids = new Map<string, string>();
  readonly #people = new Map<string, Socket>();
  readonly #silent: Socket[] = [];

  constructor(url: string, show: string, clock: { nowMs(): number }) {
    this.#url = url;
    this.#show = show;
    this.#clock = clock;
  }

  idOf(nickname: string): string {
    const id = this.#ids.get(nickname) ?? `person-${this.#ids.size + 1}`;
    this.#ids.set(nickname, id);
    return id;
  }

  /** Somebody comes into a stream, and stays. */
  async join(nickname: string, streamId = this.#show): Promise<Socket> {
    const known = this.#people.get(`${streamId} ${nickname}`);
    if (known) return known;
    const socket = this.#connect({ token: await this.#tokenOf(nickname) });
    await ask(socket, "join-room", { streamId });
    this.#people.set(`${streamId} ${nickname}`, socket);
    return socket;
  }

  /** Says something, and answers with its id. */
  async say(nickname: string, message: string, streamId = this.#show): Promise<string> {
    const socket = await this.join(nickname, streamId);
    const said = await ask<{ message: { id: string } }>(socket, "send-message", {
      streamId,
      message,
    });
    return said.message.id;
  }

  async act(
    nickname: string,
    action: object,
    at: { streamId?: string; scope?: "channel" } = {},
  ): Promise<void> {
    const { streamId = this.#show } = at;
    const socket = await this.join(nickname, streamId);
    await ask(socket, "moderate", { ...at, streamId, action });
  }

  /** Has so many watch in all. */
  async watch(count: number): Promise<void> {
    const here = [...this.#people.keys()].filter((key) => key.startsWith(this.#show)).length;
    while (here + this.#silent.length > count && this.#silent.length > 0)
      this.#silent.pop()!.close();
    while (here + this.#silent.length < count) {
      const socket = this.#connect({});
      await ask(socket, "join-room", { streamId: this.#show });
      this.#silent.push(socket);
    }
  }

  /** Everybody leaves, everywhere. */
  leave(): void {
    for (const socket of [...this.#people.values(), ...this.#silent]) socket.close();
    this.#people.clear();
    this.#silent.length = 0;
  }

  #connect(auth: object): Socket {
    return io(this.#url, { forceNew: true, transports: ["websocket"], auth });
  }

  /** By the clock of the show: it may be another day there. */
  #tokenOf(nickname: string): Promise<string> {
    const role = nickname === HOST ? { chat_role: "owner" } : {};
    return new SignJWT({ sub: this.idOf(nickname), name: nickname, ...role })
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime(Math.floor((this.#clock.nowMs() + TOKEN_MS) / 1_000))
      .sign(new TextEncoder().encode(SIGN_IN.jwtSecret));
  }
}

async function ask<T extends object>(socket: Socket, event: string, payload: object): Promise<T> {
  const answer = (await socket.emitWithAck(event, payload)) as Answer<T>;
  if (!answer.ok) throw new Error(`${event}: ${answer.error.code}: ${answer.error.message}`);
  return answer;
}
