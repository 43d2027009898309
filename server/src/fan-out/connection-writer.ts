import type { Socket } from "socket.io";
import type { Frame } from "./frame.ts";

type EngineSocket = Socket["conn"];

/** The way to one client's connection, past Socket.IO's own rooms. */
export class ConnectionWriter {
  readonly #engine: EngineSocket;

  constructor(engine: EngineSocket) {
    this.#engine = engine;
  }

  /** Sends what was encoded for many; keeps the order of whatever else is sent on this connection. */
  write(frame: Frame): void {
    for (const packet of frame.packets) this.#engine.write(packet);
  }

  /** The transport, not the session: stock clients then come back by themselves. */
  close(): void {
    this.#engine.close();
  }
}
