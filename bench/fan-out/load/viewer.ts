import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { constants, inflateRawSync } from "node:zlib";
import { clientFrame, CLOSE, PING, PONG } from "./client-frame.ts";
import type { Dialect, Heard, HeardMessages, Line } from "./dialect.ts";
import type { FrameMemo } from "./frame-memo.ts";
import { FrameReader } from "./frame-reader.ts";
import { nowMs } from "./monotonic-clock.ts";
import { ROOM } from "./rooms.ts";

/** All viewers read into the same memory, because nobody keeps the data. */
const READ_BUFFER = Buffer.allocUnsafe(262_144);
const END_OF_HEAD = "\r\n\r\n";
/** The status 1000. */
const NORMAL_CLOSURE = Buffer.from([0x03, 0xe8]);
const FLUSH_TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);
const OFFER =
  "Sec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover; server_no_context_takeover\r\n";

export interface ViewerOrigin {
  /** Its own address, since one has too few ports for all viewers. */
  readonly localAddress: string;
  /** The address that a proxy tells of it. */
  readonly forwardedFor: string;
}

/** What all viewers of a generator share. */
export interface ViewerContext {
  readonly host: string;
  readonly port: number;
  readonly dialect: Dialect;
  readonly memo: FrameMemo<Heard>;
  /** Whether to ask for permessage-deflate. */
  readonly compress: boolean;
  /** Where a viewer comes from; without it, all share this machine's address. */
  originOf?(index: number): ViewerOrigin;
  onMessages(viewer: Viewer, heard: HeardMessages, nowMs: number): void;
}

/** A connection of a viewer that costs the generator as little as possible. */
export class Viewer implements Line {
  readonly index: number;
  readonly room: string;
  /**
   * Number of received messages, and the sum of their numbers: together they detect loss and
   * duplicates.
   */
  received = 0;
  numberSum = 0;
  bytes = 0;
  compressed = false;
  /** While set, nothing is read from the connection. */
  stalled = false;
  readonly #context: ViewerContext;
  #frames = new FrameReader();
  #socket: Socket | undefined;
  #head: string | undefined = "";
  #settle: { resolve: () => void; reject: (error: Error) => void } | undefined;

  constructor(index: number, context: ViewerContext, room = ROOM) {
    this.index = index;
    this.room = room;
    this.#context = context;
  }

  /** Connects and joins, somewhere else than the others if need be; may be called again once the connection has closed. */
  open(port = this.#context.port): Promise<void> {
    const { host, dialect, compress, originOf } = this.#context;
    const origin = originOf?.(this.index);
    this.#head = "";
    this.#frames = new FrameReader();
    const socket = connect({
      host,
      port,
      noDelay: true,
      ...(origin && { localAddress: origin.localAddress }),
      onread: {
        buffer: READ_BUFFER,
        callback: (length, data) => {
          this.#take((data as Buffer).subarray(0, length));
          return !this.stalled;
        },
      },
    });
    this.#socket = socket;
    socket.write(
      `GET ${dialect.path} HTTP/1.1\r\nHost: ${host}:${port}\r\n` +
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
        (origin ? `X-Forwarded-For: ${origin.forwardedFor}\r\n` : "") +
        `${compress ? OFFER : ""}Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
    );
    return new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
      socket.on("error", reject);
      socket.on("close", () => reject(new Error("the server closed the connection")));
    });
  }

  /** Called when either end has closed the connection; at once if it has already happened. */
  onClose(listener: () => void): void {
    if (!this.#socket || this.#socket.closed) listener();
    else this.#socket.once("close", listener);
  }

  /** The port at this end, once it is open. */
  get localPort(): number | undefined {
    return this.#socket?.localPort;
  }

  say(text: string): void {
    this.#socket?.write(clientFrame(this.#context.dialect.opcode, Buffer.from(text)));
  }

  joined(): void {
    this.#settle?.resolve();
  }

  stall(): void {
    this.stalled = true;
    this.#socket?.pause();
  }

  /** Closes the connection like a browser. */
  close(): void {
    this.#socket?.end(clientFrame(CLOSE, NORMAL_CLOSURE));
  }

  /** Resets the connection; a graceful close would keep its port busy for a minute. */
  reset(): void {
    this.#socket?.resetAndDestroy();
  }

  #take(chunk: Buffer): void {
    this.bytes += chunk.length;
    if (this.#head === undefined) return this.#frames.read(chunk, this.#onFrame);
    this.#head += chunk.toString("latin1");
    const end = this.#head.indexOf(END_OF_HEAD);
    if (end === -1) return;
    const head = this.#head.slice(0, end);
    const rest = Buffer.from(this.#head.slice(end + END_OF_HEAD.length), "latin1");
    this.#head = undefined;
    if (!head.startsWith("HTTP/1.1 101")) return this.#settle?.reject(new Error(head));
    this.compressed = /permessage-deflate/i.test(head);
    this.#context.dialect.greet(this);
    this.#frames.read(rest, this.#onFrame);
  }

  readonly #onFrame = (data: Buffer, start: number, body: number, end: number): void => {
    const { memo, dialect, onMessages } = this.#context;
    const now = nowMs();
    let heard = memo.recall(data, start, end);
    if (!heard) {
      const opcode = data[start]! & 0x0f;
      if (opcode === PING) return void this.#socket?.write(clientFrame(PONG, Buffer.alloc(0)));
      if (opcode > 0x2) return;
      const payload = data.subarray(body, end);
      heard = dialect.hear(data[start]! & 0x40 ? inflate(payload) : payload, now);
      memo.keep(data, start, end, heard);
    }
    if (heard.kind === "messages") onMessages(this, heard, now);
    else dialect.answer(heard.text, this);
  };
}

function inflate(payload: Buffer): Buffer {
  return inflateRawSync(Buffer.concat([payload, FLUSH_TAIL]), {
    finishFlush: constants.Z_SYNC_FLUSH,
  });
}
