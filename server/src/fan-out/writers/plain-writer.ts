import type { BackPressure } from "../back-pressure.ts";
import type { Frame } from "../frame.ts";
import type { ConnectionWriter, EngineSocket, WriteQueue } from "./connection-writer.ts";

/**
 * Writes by Engine.IO's public interface alone, so that any version of it will do.
 *
 * It costs more for each connection than `DirectWriter`, and compresses nothing. What waits
 * is counted by Engine.IO's events: from when a packet is made until the transport takes it.
 */
export class PlainWriter implements ConnectionWriter {
  readonly engine: EngineSocket;
  readonly #backPressure: BackPressure;
  #waitingBytes = 0;
  #takenBytes = 0;

  constructor(engine: EngineSocket, backPressure: BackPressure) {
    this.engine = engine;
    this.#backPressure = backPressure;
    engine.on("packetCreate", ({ data }: { data?: unknown }) => {
      // An answer that is not taken waits as well, and its reader's rooms may stay quiet.
      this.#watch(0);
      this.#waitingBytes += typeof data === "string" ? data.length : 0;
    });
    engine.on("flush", () => {
      this.#takenBytes += this.#waitingBytes;
      this.#waitingBytes = 0;
    });
  }

  write(frame: Frame): number {
    let bytes = 0;
    for (const packet of frame.packets) {
      bytes += packet.length;
      this.engine.write(packet);
    }
    this.#watch(bytes);
    return bytes;
  }

  readQueue(): WriteQueue {
    return { bytes: this.#waitingBytes, takenBytes: this.#takenBytes };
  }

  close(): void {
    this.engine.close();
  }

  #watch(fedBytes: number): void {
    if (this.#waitingBytes > 0) this.#backPressure.onFed(this, fedBytes);
  }
}
