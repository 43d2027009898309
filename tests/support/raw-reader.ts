import { createConnection, type Socket } from "node:net";
import { once } from "node:events";
import { onTestFinished } from "vitest";

const HANDSHAKE =
  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n" +
  "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

/** A TCP client that reads only on request. */
export class RawReader {
  readonly socket: Socket;
  #received: Buffer[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => {
      // The beginning of a flood is enough.
      if (this.#received.length < 100) this.#received.push(chunk);
    });
    socket.on("error", () => undefined);
  }

  /** Opens a WebSocket and the Socket.IO session. */
  static async open(port: number, headers = "", auth?: object): Promise<RawReader> {
    const socket = createConnection(port, "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    await once(socket, "connect");
    const reader = new RawReader(socket);
    socket.write(`${HANDSHAKE}${headers}\r\n`);
    reader.send(`40${auth ? JSON.stringify(auth) : ""}`);
    return reader;
  }

  /** What has come so far, from the handshake on. */
  get received(): Buffer {
    return Buffer.concat(this.#received);
  }

  /** Sends a packet of Engine.IO. */
  send(packet: string): void {
    this.sendFrame(0x81, Buffer.from(packet));
  }

  /** Sends a frame whose first byte is the caller's. */
  sendFrame(firstByte: number, payload: Buffer): void {
    const { length } = payload;
    const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 0xff];
    // A mask of zeros leaves the payload as it is.
    this.socket.write(Buffer.concat([Buffer.from([firstByte, ...size, 0, 0, 0, 0]), payload]));
  }

  stop(): void {
    this.socket.pause();
  }

  goOn(): void {
    this.socket.resume();
  }
}
