import { createConnection, type Socket } from "node:net";
import { once } from "node:events";
import { onTestFinished } from "vitest";

const HANDSHAKE =
  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n" +
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/** A client at the level of TCP, that reads when it likes. */
export class RawReader {
  readonly socket: Socket;
  #read = 0;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => (this.#read += chunk.length));
    socket.on("error", () => undefined);
  }

  /** Opens a WebSocket and the Socket.IO session. */
  static async open(port: number, headers = ""): Promise<RawReader> {
    const socket = createConnection(port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    const reader = new RawReader(socket);
    socket.write(`${HANDSHAKE}${headers}\r\n`);
    reader.send("40");
    return reader;
  }

  get bytesRead(): number {
    return this.#read;
  }

  /** Sends a packet of Engine.IO, shorter than 126 bytes. */
  send(packet: string): void {
    const text = Buffer.from(packet);
    // A mask of zeros leaves the text as it is.
    this.socket.write(Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text]));
  }

  stop(): void {
    this.socket.pause();
  }

  /** Takes so many bytes more, and stops again. */
  async take(bytes: number): Promise<void> {
    const goal = this.#read + bytes;
    this.socket.resume();
    while (this.#read < goal) await once(this.socket, "data");
    this.socket.pause();
  }
}
