import type { Socket } from "socket.io";
import type { Frame } from "../frame.ts";

export type EngineSocket = Socket["conn"];

/** What waits for a client's connection, and by what one knows that it takes some of it. */
export interface WriteQueue {
  bytes: number;
  /** Bytes that were taken so far. */
  takenBytes: number;
  /** What will be sent next, where that can be seen. */
  next?: unknown;
}

/** Writes to one client's connection, bypassing Socket.IO's rooms. */
export interface ConnectionWriter {
  readonly engine: EngineSocket;
  /**
   * Sends what was encoded for many; keeps the order of whatever else is sent on this
   * connection. Returns how many bytes it came to.
   */
  write(frame: Frame): number;
  readQueue(): WriteQueue;
  /** Ends the transport, not the session: stock clients then come back by themselves. */
  close(): void;
}
