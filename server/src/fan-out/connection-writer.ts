import type { BackPressure } from "./back-pressure.ts";
import { drainedSocket, inflates, isBackedUp, type EngineSocket } from "./engine-internals.ts";
import type { Frame } from "./frame.ts";

/** The way to one client's connection, past Socket.IO's own rooms. */
export class ConnectionWriter {
  readonly engine: EngineSocket;
  readonly #backPressure: BackPressure;

  constructor(engine: EngineSocket, backPressure: BackPressure) {
    this.engine = engine;
    this.#backPressure = backPressure;
    // An answer that is not taken waits as well, and its reader's rooms may stay quiet.
    engine.on("packetCreate", () => this.#watch(0));
  }

  /**
   * Sends what was encoded for many; keeps the order of whatever else is sent on this connection.
   *
   * Where nothing is held back, the very bytes are handed to the TCP connection, which saves
   * what Engine.IO and ws do for each. Otherwise they go the ordinary way. Returns how many bytes it came to.
   */
  write(frame: Frame): number {
    const { engine } = this;
    const bytes = inflates(engine) ? frame.deflated : frame.wire;
    const tcp = drainedSocket(engine);
    if (tcp) tcp.write(bytes);
    else for (const packet of frame.packets) engine.write(packet);
    this.#watch(bytes.length);
    return bytes.length;
  }

  /** The transport, not the session: stock clients then come back by themselves. */
  close(): void {
    this.engine.close();
  }

  #watch(fedBytes: number): void {
    if (isBackedUp(this.engine)) this.#backPressure.onFed(this, fedBytes);
  }
}
