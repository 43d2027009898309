import type { BackPressure } from "../back-pressure.ts";
import type { Frame } from "../frame.ts";
import type { ConnectionWriter, EngineSocket, WriteQueue } from "./connection-writer.ts";

/**
 * Writes through Engine.IO's public interface only, so it works with any version.
 *
 * It costs more per connection than `DirectWriter`, and compresses nothing. It counts waiting bytes
 * by Engine.IO's events, from the creation of a packet until the transport takes it.
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
      // Unread answers wait as well, even if the reader's rooms are quiet.
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
