import type { BackPressure } from "../back-pressure.ts";
import type { Frame } from "../frame.ts";
import type { ConnectionWriter, EngineSocket, WriteQueue } from "./connection-writer.ts";
import { drainedSocket, inflates, isBackedUp, queueOf } from "./engine-internals.ts";

/**
 * Writes frames directly to the TCP connection if nothing is buffered, which skips the work of
 * Engine.IO and ws per connection; otherwise it writes through Engine.IO.
 *
 * It depends on internals of Engine.IO and ws; `PlainWriter` does not.
 */
export class DirectWriter implements ConnectionWriter {
  readonly engine: EngineSocket;
  readonly #backPressure: BackPressure;

  constructor(engine: EngineSocket, backPressure: BackPressure) {
    this.engine = engine;
    this.#backPressure = backPressure;
    // Unread answers wait as well, even if the reader's rooms are quiet.
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
