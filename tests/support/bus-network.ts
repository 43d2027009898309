import type { NodeMessage } from "../../server/src/chat/ports/node-message.ts";
import type { BusHandler, NodeBus } from "../../server/src/chat/ports/node-bus.ts";

interface Parcel {
  to: NetworkBus;
  from: string;
  message: NodeMessage;
}

/** A network between nodes that a test controls: nothing arrives until it says so. */
export class BusNetwork {
  readonly #buses: NetworkBus[] = [];
  /** Messages in flight, oldest first. */
  underWay: Parcel[] = [];

  join(nodeId: string): NodeBus {
    const bus = new NetworkBus(nodeId, (message) => this.#send(nodeId, message));
    this.#buses.push(bus);
    return bus;
  }

  /** Delivers all messages in flight, and those that result from them. */
  deliverAll(): void {
    for (let parcel = this.underWay.shift(); parcel; parcel = this.underWay.shift())
      this.#hand(parcel);
  }

  /** Delivers one message in flight; with `again`, a copy stays. */
  deliver(index: number, { again }: { again: boolean }): void {
    const parcel = this.underWay[index % this.underWay.length];
    if (!parcel) return;
    if (!again) this.underWay.splice(index % this.underWay.length, 1);
    this.#hand(parcel);
  }

  lose(index: number): void {
    this.underWay.splice(index % Math.max(1, this.underWay.length), 1);
  }

  #send(from: string, message: NodeMessage): void {
    for (const to of this.#buses)
      if (!("streamId" in message) || to.followed.has(message.streamId))
        this.underWay.push({ to, from, message });
  }

  /** A copy, as in another process. */
  #hand({ to, from, message }: Parcel): void {
    to.ear?.onMessage(from, structuredClone(message));
  }
}

class NetworkBus implements NodeBus {
  readonly nodeId: string;
  readonly reachesAll = true;
  readonly followed = new Set<string>();
  readonly publish: (message: NodeMessage) => void;
  ear: BusHandler | undefined;

  constructor(nodeId: string, tell: (message: NodeMessage) => void) {
    this.nodeId = nodeId;
    this.publish = tell;
  }

  listen(ear: BusHandler): void {
    this.ear = ear;
  }

  follow(streamId: string): void {
    this.followed.add(streamId);
    queueMicrotask(() => this.ear?.onFollowing(streamId));
  }

  unfollow(streamId: string): void {
    this.followed.delete(streamId);
  }

  async close(): Promise<void> {}
}
