import { randomUUID } from "node:crypto";
import type { Answer, HandshakeAuth, Joined, JoinedFromHandshake, Position } from "#protocol";
import { LightClient } from "../../tests/support/light-client.ts";
import { localAddressOf } from "./local-address.ts";
import { repeatWhileBusy } from "./repeat-while-busy.ts";
import type { SoakCounts } from "./soak-counts.ts";

/** Events whose repeat under the same id is known as one. (SPEC LOG3, MO17) */
const WITH_CLIENT_ID: ReadonlySet<string> = new Set(["send-message", "moderate"]);

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
    const { counts } = this.#options;
    const answer = await repeatWhileBusy("join", counts, async () => {
      this.#isAway = true;
      this.#client?.close();
      return this.#join();
    });
    if (answer) this.#take(answer);
  }

  /** Undefined if the connection closed before the answer. */
  async #join(): Promise<Answer<Joined> | undefined> {
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
    const joined = Promise.withResolvers<Answer<Joined>>();
    const closed = Promise.withResolvers<undefined>();
    this.#isAway = false;
    this.#closed = closed.promise;
    const opening = LightClient.open(url, {
      auth,
      ...(origin && { origin }),
      localAddress: localAddressOf(number),
      onEvent: (json) => {
        if (!json.startsWith('["joined"')) return;
        const [, { answer }] = JSON.parse(json) as [string, JoinedFromHandshake];
        joined.resolve(answer);
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
    return Promise.race([joined.promise, this.#closed]);
  }

  /** Sends an event; undefined once the viewer is away. Refusals are counted. */
  async ask<T extends object>(event: string, payload: object): Promise<T | undefined> {
    const { streamId, counts } = this.#options;
    const request = {
      ...{ streamId, ...(WITH_CLIENT_ID.has(event) && { clientId: randomUUID() }) },
      ...payload,
    };
    const answer = await repeatWhileBusy(event, counts, () => this.#askOnce<T>(event, request));
    if (!answer) return undefined;
    counts.answered(event, answer);
    return answer.ok ? answer : undefined;
  }

  async #askOnce<T extends object>(event: string, request: object): Promise<Answer<T> | undefined> {
    if (this.#isAway || !this.#client) return undefined;
    const answers = await Promise.race([this.#client.ask(event, request), this.#closed]);
    return answers === undefined ? undefined : (JSON.parse(answers) as [Answer<T>])[0];
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
