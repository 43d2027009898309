import type { NodeMessage } from "../../chat/ports/node-message.ts";
import type { BusHandler, NodeBus } from "../../chat/ports/node-bus.ts";
import { readEnvelope, writeEnvelope } from "../envelope.ts";
import type { FromHub, ToHub } from "./hub-message.ts";

export interface WorkerBusOptions {
  nodeId: string;
  /** Whether only the hub's workers write to the database. */
  reachesAll: boolean;
  /** Sends to the hub; `done` is called when the message was handed over. */
  send: (message: ToHub, done: () => void) => void;
}

/** Maximum of unsent data; more is dropped, and the other workers read the database. */
const MAX_PENDING_CHARS = 8_388_608;

/** A bus between the workers of this machine, through the process that started them. */
export class WorkerBus implements NodeBus {
  readonly nodeId: string;
  readonly reachesAll: boolean;
  readonly #send: WorkerBusOptions["send"];
  #handler: BusHandler | undefined;
  #pendingChars = 0;
  #isClosed = false;

  constructor({ nodeId, reachesAll, send }: WorkerBusOptions) {
    this.nodeId = nodeId;
    this.reachesAll = reachesAll;
    this.#send = send;
  }

  listen(handler: BusHandler): void {
    this.#handler = handler;
  }

  /** Handles a message of the hub. */
  receive(message: FromHub): void {
    if (this.#isClosed) return;
    if (message.kind === "following") return this.#handler?.onFollowing(message.streamId);
    const envelope = readEnvelope(message.envelope);
    if (envelope) this.#handler?.onMessage(envelope.from, envelope.message);
  }

  publish(message: NodeMessage): void {
    if (this.#isClosed || this.#pendingChars > MAX_PENDING_CHARS) return;
    const envelope = writeEnvelope(this.nodeId, message);
    this.#pendingChars += envelope.length;
    const toFollowers = "streamId" in message && { streamId: message.streamId };
    this.#send({ kind: "tell", envelope, ...toFollowers }, () => {
      this.#pendingChars -= envelope.length;
    });
  }

  follow(streamId: string): void {
    if (!this.#isClosed) this.#send({ kind: "follow", streamId }, () => undefined);
  }

  unfollow(streamId: string): void {
    if (!this.#isClosed) this.#send({ kind: "unfollow", streamId }, () => undefined);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }
}
