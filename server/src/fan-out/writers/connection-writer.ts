import type { Socket } from "socket.io";
import type { Frame } from "../frame.ts";

export type EngineSocket = Socket["conn"];

/** The data that waits for a client, and the progress of sending it. */
export interface WriteQueue {
  bytes: number;
  /** Bytes that the client has taken so far. */
  takenBytes: number;
  /** The packet that will be sent next, if that is known. */
  next?: unknown;
}

/** Writes to one client's connection, bypassing Socket.IO's rooms. */
export interface ConnectionWriter {
  readonly engine: EngineSocket;
  /** Sends a shared frame, in order with all other output. Returns its size in bytes. */
  write(frame: Frame): number;
  readQueue(): WriteQueue;
  /** Ends the transport, not the session: stock clients then reconnect by themselves. */
  close(): void;
}
