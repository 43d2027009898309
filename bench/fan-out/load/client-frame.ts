/** Opcodes of WebSocket frames. */
export const TEXT = 0x1;
export const BINARY = 0x2;
export const CLOSE = 0x8;
export const PING = 0x9;
export const PONG = 0xa;

/** A whole frame as a client sends it. */
export function clientFrame(opcode: number, body: Buffer): Buffer {
  const length = body.length;
  const head =
    length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | length])
      : Buffer.from([0x80 | opcode, 0x80 | 126, length >> 8, length & 0xff]);
  // A mask of zeros is a mask.
  return Buffer.concat([head, Buffer.alloc(4), body]);
}
