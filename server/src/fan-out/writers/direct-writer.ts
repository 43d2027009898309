import type { BackPressure } from "../back-pressure.ts";
import type { Frame } from "../frame.ts";
import type { ConnectionWriter, EngineSocket, WriteQueue } from "./connection-writer.ts";
import { drainedSocket, inflates, isBackedUp, queueOf } from "./engine-internals.ts";

/**
 * Hands the very bytes to the TCP connection where nothing is held back, which saves what
 * Engine.IO and ws do for each connection; what is held back goes the ordinary way.
 *
 * It stands on internals of Engine.IO and ws: `PlainWriter` does without.
 */
export class DirectWriter implements ConnectionWriter {
  readonly engine: EngineSocket;
  readonly #backPressure: BackPressure;

  constructor(engine: EngineSocket, backPressure: BackPressure) {
    this.engine = engine;
    this.#backPressure = backPressure;
    // An answer that is not taken waits as well, and its reader's rooms may stay quiet.
    engine.on("packetCreate", () => this.#watch(0));
  }

  write(frame: Frame): number {
    const { engine } = this;
    const bytes = inflates(engine) ? frame.deflated : frame.wire;
    const tcp = drainedSocket(engine);
    if (tcp) tcp.write(bytes);
    else for (const packet of frame.packets) engine.write(packet);
    this.#watch(bytes.length);
    return bytes.length;
  }

  readQueue(): WriteQueue {
    return queueOf(this.engine);
  }

  close(): void {
    this.engine.close();
  }

  #watch(fedBytes: number): void {
    if (isBackedUp(this.engine)) this.#backPressure.onFed(this, fedBytes);
  }
}
