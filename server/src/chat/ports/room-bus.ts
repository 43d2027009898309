import type { NodeMessage } from "./node-message.ts";

/**
 * Carries messages between the nodes of one database. (SPEC LOG6)
 *
 * No call waits or fails, and what waits to be sent is bounded. What is told may be lost,
 * come twice or in another order; the database is the truth. A node may hear itself.
 */
export interface RoomBus {
  /** This node's name among the others. */
  readonly nodeId: string;
  /** Whether every process that writes to the database is on this bus. */
  readonly reachesAll: boolean;
  /** Begins to listen; called once, before anything else. */
  listen(handler: BusHandler): void;
  publish(message: NodeMessage): void;
  /** Asks for what is told of a stream, until it is unfollowed. */
  follow(streamId: string): void;
  unfollow(streamId: string): void;
  close(): Promise<void>;
}

/** Receives what a bus delivers. */
export interface BusHandler {
  onMessage(from: string, message: NodeMessage): void;
  /** From now on, what is told of this stream arrives. */
  onFollowing(streamId: string): void;
  /** Something may have been lost that others told, or that this node told. */
  onGap(): void;
}

/** The bus of a server that was given none: it reaches nobody. */
export const noBus: RoomBus = {
  nodeId: "",
  reachesAll: false,
  listen: () => undefined,
  publish: () => undefined,
  follow: () => undefined,
  unfollow: () => undefined,
  close: async () => undefined,
};
