import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import type { HandshakeAuth } from "#protocol";

interface LightClientOptions {
  /** What it puts into the handshake. */
  auth?: HandshakeAuth;
  /** The page that it says it is on. */
  origin?: string;
  /** Called with the JSON of each event, from the first one on. */
  onEvent?: (json: string) => void;
  /** Called when either end has closed the connection. */
  onClose?: () => void;
  /** Its own address, where one address has too few ports for all clients. */
  localAddress?: string;
}

/**
 * A Socket.IO client with minimal cost, so that a bench measures the server: one WebSocket, text
 * frames only, and parsing only on request.
 */
export class LightClient {
  readonly #socket: Socket;
  readonly #acks = new Map<number, (json: string) => void>();
  #onEvent: (json: string) => void = () => undefined;
  #buffer: Buffer = Buffer.alloc(0);
  #lastAck = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Connects and opens the Socket.IO session. */
  static async open(
    url: string,
    { auth, origin, onEvent, onClose, localAddress }: LightClientOptions = {},
  ): Promise<LightClient> {
    const { hostname, port, host } = new URL(url);
    const socket = connect({
      port: Number(port),
      host: hostname,
      noDelay: true,
      ...(localAddress && { localAddress }),
    });
    const client = new LightClient(socket);
    if (onEvent) client.onEvent(onEvent);
    if (onClose) socket.once("close", onClose);
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${host}\r\n` +
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
        `${origin ? `Origin: ${origin}\r\n` : ""}Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
    );
    await client.#upgraded();
    const ready = new Promise<void>((resolve) => client.#acks.set(-1, () => resolve()));
    client.#send(auth ? `40${JSON.stringify(auth)}` : "40");
    await ready;
    return client;
  }

  /** Called with the JSON of each event. */
  onEvent(listener: (json: string) => void): void {
    this.#onEvent = listener;
  }

  /** Sends an event and resolves with the ack's JSON. */
  ask(event: string, payload: object): Promise<string> {
    const id = ++this.#lastAck;
    return new Promise((resolve) => {
      this.#acks.set(id, resolve);
      this.#send(`42${id}${JSON.stringify([event, payload])}`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #upgraded(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#socket.once("error", reject);
      const onData = (chunk: Buffer) => {
        this.#buffer = Buffer.concat([this.#buffer, chunk]);
        const end = this.#buffer.indexOf("\r\n\r\n");
        if (end === -1) return;
        this.#socket.off("data", onData);
        this.#buffer = this.#buffer.subarray(end + 4);
        this.#socket.on("data", (more: Buffer) => this.#read(more));
        resolve();
      };
      this.#socket.on("data", onData);
    });
  }

  #send(text: string): void {
    const body = Buffer.from(text);
    const head =
      body.length < 126
        ? Buffer.from([0x81, 0x80 | body.length])
        : Buffer.from([0x81, 0x80 | 126, body.length >> 8, body.length & 0xff]);
    // A mask of zeros is a mask.
    this.#socket.write(Buffer.concat([head, Buffer.alloc(4), body]));
  }

  #read(chunk: Buffer): void {
    const data = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    let at = 0;
    while (data.length - at >= 2) {
      const short = data[at + 1]! & 0x7f;
      const headLength = short === 126 ? 4 : short === 127 ? 10 : 2;
      if (data.length - at < headLength) break;
      const length =
        short === 126
          ? data.readUInt16BE(at + 2)
          : short === 127
            ? Number(data.readBigUInt64BE(at + 2))
            : short;
      if (data.length - at < headLength + length) break;
      this.#take(data.toString("utf8", at + headLength, at + headLength + length));
      at += headLength + length;
    }
    this.#buffer = data.subarray(at);
  }

  #take(packet: string): void {
    if (packet === "2") this.#send("3");
    else if (packet.startsWith("42")) this.#onEvent(packet.slice(2));
    else if (packet.startsWith("40")) this.#settle(-1, packet);
    else if (packet.startsWith("43")) {
      const start = packet.indexOf("[");
      this.#settle(Number(packet.slice(2, start)), packet.slice(start));
    }
  }

  #settle(id: number, json: string): void {
    const resolve = this.#acks.get(id);
    this.#acks.delete(id);
    resolve?.(json);
  }
}
