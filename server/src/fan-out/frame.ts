import { constants, deflateRawSync } from "node:zlib";
import type { ServerToClientEvents } from "#protocol";

/** First byte of a WebSocket frame: final, text. */
const FINAL_TEXT = 0x81;
/** The bit that marks a message as compressed. */
const COMPRESSED = 0x40;
/** Below this size, deflate saves next to nothing. */
export const MIN_DEFLATED_BYTES = 200;
/** Length of the empty block at the end, which both sides leave out. */
const DEFLATE_TAIL_BYTES = 4;

/** Packets of Socket.IO that are encoded once and sent to many connections together. */
export class Frame {
  /** In Socket.IO's encoding, without the prefix of Engine.IO. */
  readonly packets: readonly string[];
  #wire: Buffer | undefined;
  #deflated: Buffer | undefined;

  constructor(packets: readonly string[]) {
    this.packets = packets;
  }

  /** The packets as consecutive WebSocket frames. */
  get wire(): Buffer {
    return (this.#wire ??= this.#join(toWebSocketFrame));
  }

  /** The same frames for clients that inflate. Each message is compressed separately. (SPEC FO4) */
  get deflated(): Buffer {
    return (this.#deflated ??= this.#join(toDeflatedFrame));
  }

  #join(toFrame: (message: Buffer) => Buffer): Buffer {
    return Buffer.concat(this.packets.map((packet) => toFrame(toText(packet))));
  }
}

/** An event of the default namespace in the encoding of Socket.IO. */
export function toPacket<E extends keyof ServerToClientEvents>(
  event: E,
  ...payload: Parameters<ServerToClientEvents[E]>
): string {
  return `2${JSON.stringify([event, ...payload])}`;
}

/** A packet with Engine.IO's message prefix. */
function toText(packet: string): Buffer {
  return Buffer.from(`4${packet}`);
}

/** A message as one server frame: not masked. (RFC 6455, 5.2) */
function toWebSocketFrame(message: Buffer, firstByte = FINAL_TEXT): Buffer {
  return Buffer.concat([frameHead(message.length, firstByte), message]);
}

function frameHead(length: number, firstByte: number): Buffer {
  const head = Buffer.allocUnsafe(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = firstByte;
  if (head.length === 2) head[1] = length;
  else if (head.length === 4) {
    head[1] = 126;
    head.writeUInt16BE(length, 2);
  } else {
    head[1] = 127;
    head.writeBigUInt64BE(BigInt(length), 2);
  }
  return head;
}

/** The head of a frame with a compressed message. (RFC 7692, 7.2.1) */
export function deflatedFrameHead(length: number): Buffer {
  return frameHead(length, FINAL_TEXT | COMPRESSED);
}

/** The same frame, compressed if that makes it smaller. */
function toDeflatedFrame(message: Buffer): Buffer {
  if (message.length < MIN_DEFLATED_BYTES) return toWebSocketFrame(message);
  const payload = deflate(message);
  return payload.length < message.length
    ? toWebSocketFrame(payload, FINAL_TEXT | COMPRESSED)
    : toWebSocketFrame(message);
}

/** The end of a compressed message, without the empty block. (RFC 7692, 7.2.1) */
export function deflate(data: Buffer | string, level?: number): Buffer {
  return deflateRawSync(data, { finishFlush: constants.Z_SYNC_FLUSH, level }).subarray(
    0,
    -DEFLATE_TAIL_BYTES,
  );
}
