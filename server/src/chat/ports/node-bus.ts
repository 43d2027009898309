import type { NodeMessage } from "./node-message.ts";

/**
 * Carries messages between the nodes of one database. (SPEC LOG6)
 *
 * Calls never wait or fail, and the send queue is bounded. Messages may be lost, duplicated or
 * reordered; the database is the truth. A node may receive its own messages.
 */
export interface NodeBus {
  /** This node's id among the others. */
  readonly nodeId: string;
  /** Whether every process that writes to the database is connected to this bus. */
  readonly reachesAll: boolean;
  /** Starts listening; called once, before all other calls. */
  listen(handler: BusHandler): void;
  publish(message: NodeMessage): void;
  /** Subscribes to the messages of a stream, until `unfollow`. */
  follow(streamId: string): void;
  unfollow(streamId: string): void;
  close(): Promise<void>;
}

/** Receives the messages of a bus. */
export interface BusHandler {
  onMessage(from: string, message: NodeMessage): void;
  /** From now on, messages of this stream arrive. */
  onFollowing(streamId: string): void;
  /** Messages of other nodes, or of this node, may have been lost. */
  onGap(): void;
}

/** The bus of a server without a configured one: it reaches nobody. */
export const noBus: NodeBus = {
  nodeId: "",
  reachesAll: false,
  listen: () => undefined,
  publish: () => undefined,
  follow: () => undefined,
  unfollow: () => undefined,
  close: async () => undefined,
};
