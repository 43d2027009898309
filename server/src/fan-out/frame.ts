import type { ServerToClientEvents } from "#protocol";

/** A WebSocket frame's first byte: the last of its message, text. */
const FINAL_TEXT = 0x81;

/** Packets of Socket.IO that are encoded once and go to many connections, together. */
export class Frame {
  /** As Socket.IO writes them, without Engine.IO's own mark. */
  readonly packets: readonly string[];
  #wire: Buffer | undefined;

  constructor(packets: readonly string[]) {
    this.packets = packets;
  }

  /** The packets as WebSocket frames, one behind the other. */
  get wire(): Buffer {
    return (this.#wire ??= Buffer.concat(this.packets.map(toWebSocketFrame)));
  }
}

/** An event of the default namespace, as Socket.IO's own encoder writes it. */
export function toPacket<E extends keyof ServerToClientEvents>(
  event: E,
  ...payload: Parameters<ServerToClientEvents[E]>
): string {
  return `2${JSON.stringify([event, ...payload])}`;
}

/** A packet behind Engine.IO's mark of a message, in one frame of a server: not masked. (RFC 6455, 5.2) */
function toWebSocketFrame(packet: string): Buffer {
  const text = `4${packet}`;
  const length = Buffer.byteLength(text);
  const headLength = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headLength + length);
  frame[0] = FINAL_TEXT;
  if (headLength === 2) frame[1] = length;
  else if (headLength === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  frame.write(text, headLength);
  return frame;
}
