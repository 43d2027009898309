import type { ManagerOptions, SocketOptions } from "socket.io-client";
import { EntryUnpacker, type Joined, type Position } from "#protocol";
import { connect } from "./connect.ts";
import { ask, type Client } from "./stock-client.ts";

interface Told {
  seq: number;
  id: string;
  /** The text of a message; other entries may hold something else by this name. */
  message?: unknown;
}

/** What a viewer knows of one stream. */
interface View {
  isIn: boolean;
  position: Position;
  unpacker: EntryUnpacker;
}

export interface ChurnerOptions {
  url: string;
  wantsEntries: boolean;
  socket: Partial<ManagerOptions & SocketOptions>;
  /** Called with each message received; a returned text is a fault. */
  check: (streamId: string, seq: number, text: string) => string | undefined;
}

/**
 * A viewer who joins and leaves, and records everything that does not follow from what they
 * received before.
 */
export class Churner {
  readonly client: Client;
  readonly faults: string[] = [];
  readonly #options: ChurnerOptions;
  /** Rejects once the connection is lost, which nobody wanted. */
  readonly #lost = Promise.withResolvers<never>();
  #views = new Map<string, View>();

  constructor(options: ChurnerOptions) {
    this.#options = options;
    this.client = connect(options.url, options.socket);
    // Heard by those who wait for something.
    this.#lost.promise.catch(() => {});
    this.client.on("disconnect", (reason) => {
      if (reason === "io client disconnect") return;
      this.faults.push(`lost its connection: ${reason}`);
      this.#lost.reject(new Error(`a viewer lost its connection: ${reason}`));
    });
    this.client.on("new-message", (message) => this.#see(message.streamId, [message]));
    this.client.on("entries", (packed) => {
      const batch = this.#view(packed[0]).unpacker.unpack(packed);
      if (batch) this.#see(packed[0], batch.entries);
      else this.faults.push(`${packed[0]}: somebody was not named`);
    });
  }

  /** How far it has come in each stream that it is in. */
  get seqs(): Map<string, number> {
    const inside = [...this.#views].filter(([, { isIn }]) => isIn);
    return new Map(inside.map(([streamId, { position }]) => [streamId, position.seq]));
  }

  join(streamId: string, nickname: string): Promise<void> {
    const view = this.#view(streamId);
    const payload = {
      streamId,
      user: { nickname },
      ...(this.#options.wantsEntries && { wants: ["entries"] as const, after: view.position }),
    };
    const joined = new Promise<void>((resolve) => {
      // Within the ack's own turn, because entries directly after it are checked against it.
      this.client.emit("join-room", payload, (answer) => {
        if (answer.ok) this.#enter(streamId, view, answer);
        else this.faults.push(`${streamId}: ${answer.error.code}`);
        resolve();
      });
    });
    return Promise.race([joined, this.#lost.promise]);
  }

  async leave(streamId: string): Promise<void> {
    this.#view(streamId).isIn = false;
    await Promise.race([ask(this.client, "leave-room", streamId), this.#lost.promise]);
  }

  /** Loses its connection, and gets another. */
  async reconnect(): Promise<void> {
    for (const view of this.#views.values()) view.isIn = false;
    this.client.disconnect();
    await new Promise<void>((resolve) => {
      this.client.once("connect", resolve);
      this.client.connect();
    });
  }

  #enter(streamId: string, view: View, joined: Joined): void {
    // A viewer already in the room has received some of it since the request.
    const news = view.isIn ? ({ seq }: Told) => seq > view.position.seq : () => true;
    view.isIn = true;
    if (joined.recovered) this.#see(streamId, joined.entries.filter(news));
    else for (const { seq, message } of joined.messages) this.#check(streamId, seq, message);
    if (joined.recovered && view.position.seq !== joined.position.seq)
      this.faults.push(`${streamId}: came to ${view.position.seq}, not ${joined.position.seq}`);
    view.position = joined.position;
  }

  #see(streamId: string, told: readonly Told[]): void {
    const view = this.#view(streamId);
    if (!view.isIn) return;
    for (const { seq, id, message } of told) {
      if (seq !== view.position.seq + 1)
        this.faults.push(`${streamId}: ${seq} behind ${view.position.seq}`);
      if (typeof message === "string") this.#check(streamId, seq, message);
      view.position = { ...view.position, seq, id };
    }
  }

  #check(streamId: string, seq: number, text: string): void {
    const fault = this.#options.check(streamId, seq, text);
    if (fault) this.faults.push(fault);
  }

  #view(streamId: string): View {
    const known = this.#views.get(streamId);
    if (known) return known;
    const position = { epoch: "", seq: 0, id: "" };
    const view = { isIn: false, position, unpacker: new EntryUnpacker() };
    this.#views.set(streamId, view);
    return view;
  }
}
