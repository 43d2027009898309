import { constants, deflateRawSync } from "node:zlib";
import type { ServerToClientEvents } from "#protocol";

/** A WebSocket frame's first byte: the last of its message, text. */
const FINAL_TEXT = 0x81;
/** Its bit that says that the message is compressed. */
const COMPRESSED = 0x40;
/** Below this, deflate saves next to nothing. */
const MIN_DEFLATED_BYTES = 200;
/** An empty block, which both sides know stands at the end. */
const DEFLATE_TAIL_BYTES = 4;

/** Packets of Socket.IO that are encoded once and go to many connections, together. */
export class Frame {
  /** As Socket.IO writes them, without Engine.IO's own mark. */
  readonly packets: readonly string[];
  #wire: Buffer | undefined;
  #deflated: Buffer | undefined;

  constructor(packets: readonly string[]) {
    this.packets = packets;
  }

  /** The packets as WebSocket frames, one behind the other. */
  get wire(): Buffer {
    return (this.#wire ??= this.#join(toWebSocketFrame));
  }

  /** The same for those who inflate. Each message is compressed by itself. (SPEC FO4) */
  get deflated(): Buffer {
    return (this.#deflated ??= this.#join(toDeflatedFrame));
  }

  #join(toFrame: (message: Buffer) => Buffer): Buffer {
    return Buffer.concat(this.packets.map((packet) => toFrame(toText(packet))));
  }
}

/** An event of the default namespace, as Socket.IO's own encoder writes it. */
export function toPacket<E extends keyof ServerToClientEvents>(
  event: E,
  ...payload: Parameters<ServerToClientEvents[E]>
): string {
  return `2${JSON.stringify([event, ...payload])}`;
}

/** A packet behind Engine.IO's mark of a message. */
function toText(packet: string): Buffer {
  return Buffer.from(`4${packet}`);
}

/** A message in one frame of a server: not masked. (RFC 6455, 5.2) */
function toWebSocketFrame(message: Buffer, firstByte = FINAL_TEXT): Buffer {
  const { length } = message;
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
  return Buffer.concat([head, message]);
}

/** The same, compressed where that makes it smaller. (RFC 7692, 7.2.1) */
function toDeflatedFrame(message: Buffer): Buffer {
  if (message.length < MIN_DEFLATED_BYTES) return toWebSocketFrame(message);
  const deflated = deflateRawSync(message, { finishFlush: constants.Z_SYNC_FLUSH });
  const payload = deflated.subarray(0, -DEFLATE_TAIL_BYTES);
  return payload.length < message.length
    ? toWebSocketFrame(payload, FINAL_TEXT | COMPRESSED)
    : toWebSocketFrame(message);
}
