import type { Answer, HandshakeAuth, Joined, JoinedFromHandshake, Position } from "#protocol";
import { LightClient } from "../../tests/support/light-client.ts";
import type { SoakCounts } from "./soak-counts.ts";

/** Local addresses of the load: one has 28,000 ports, and a closed connection keeps its port for a minute. */
const ADDRESSES = 20;

interface SoakViewerOptions {
  url: string;
  streamId: string;
  number: number;
  counts: SoakCounts;
  token?: string;
  /** The page that a session's token is for. */
  origin?: string;
  nickname?: string;
}

/** Somebody who watches a show, and may come back to it. */
export class SoakViewer {
  readonly #options: SoakViewerOptions;
  #client: LightClient | undefined;
  #guestCredential: string | undefined;
  #position: Position | undefined;
  userId: string | undefined;
  #isAway = true;
  /** Resolves when the connection closes: what was asked is then not answered any more. */
  #closed: Promise<undefined> = Promise.resolve(undefined);

  constructor(options: SoakViewerOptions) {
    this.#options = options;
  }

  /** Connects and joins with the handshake, at its position if it has been here before. */
  async come(): Promise<void> {
    const { url, streamId, number, counts, token, origin, nickname } = this.#options;
    const auth: HandshakeAuth = {
      ...(token && { token }),
      ...(this.#guestCredential && { guestCredential: this.#guestCredential }),
      joins: [
        {
          streamId,
          wants: ["entries"],
          ...(nickname && { user: { nickname } }),
          ...(this.#position && { after: this.#position }),
        },
      ],
    };
    const joined = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<undefined>();
    this.#isAway = false;
    this.#closed = closed.promise;
    const opening = LightClient.open(url, {
      auth,
      ...(origin && { origin }),
      localAddress: `127.0.0.${1 + (number % ADDRESSES)}`,
      onEvent: (json) => {
        if (!json.startsWith('["joined"')) return;
        const [, { answer }] = JSON.parse(json) as [string, JoinedFromHandshake];
        this.#take(answer);
        joined.resolve();
      },
      onClose: () => {
        closed.resolve(undefined);
        // The viewer may be back already, over another connection.
        if (this.#closed !== closed.promise || this.#isAway) return;
        this.#isAway = true;
        counts.add("closed by the server");
      },
    });
    this.#client = await Promise.race([opening, this.#closed]);
    await Promise.race([joined.promise, this.#closed]);
  }

  /** Sends an event; undefined once the viewer is away. Refusals are counted. */
  async ask<T extends object>(event: string, payload: object): Promise<T | undefined> {
    if (this.#isAway || !this.#client) return undefined;
    const { streamId, counts } = this.#options;
    const asked = this.#client.ask(event, { streamId, ...payload });
    const answers = await Promise.race([asked, this.#closed]);
    if (answers === undefined) return undefined;
    const [answer] = JSON.parse(answers) as [Answer<T>];
    counts.answered(event, answer);
    return answer.ok ? answer : undefined;
  }

  /** Leaves the room before it closes, or only closes. */
  async leave(isPolite: boolean): Promise<void> {
    if (isPolite) await this.ask("leave-room", {});
    this.#isAway = true;
    this.#client?.close();
  }

  #take(answer: Answer<Joined>): void {
    const { counts } = this.#options;
    counts.answered("join", answer);
    if (!answer.ok) return;
    if (this.#position) counts.add(answer.recovered ? "recovered joins" : "joins from the start");
    this.#guestCredential ??= answer.guestCredential;
    this.#position = answer.position;
    this.userId = answer.me.userId;
  }
}
