const EMPTY = Buffer.alloc(0);
const SHORT_HEAD = 2;

/** Called with a whole frame; `start` is where its head begins, `body` where its payload does. */
export type OnFrame = (data: Buffer, start: number, body: number, end: number) => void;

/** Cuts a server's bytes into WebSocket frames, in place where a frame came whole. */
export class FrameReader {
  #rest: Buffer = EMPTY;

  /** Reads a chunk, whose memory may be used again afterwards. */
  read(chunk: Buffer, onFrame: OnFrame): void {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (;;) {
      const body = at + headLength(data, at);
      if (body > data.length) break;
      const end = body + bodyLength(data, at);
      if (end > data.length) break;
      onFrame(data, at, body, end);
      at = end;
    }
    this.#rest = at === data.length ? EMPTY : Buffer.from(data.subarray(at));
  }
}

/** Without enough bytes to tell, more than there are. */
function headLength(data: Buffer, at: number): number {
  if (data.length - at < SHORT_HEAD) return SHORT_HEAD;
  const short = data[at + 1]! & 0x7f;
  return short === 126 ? 4 : short === 127 ? 10 : SHORT_HEAD;
}

function bodyLength(data: Buffer, at: number): number {
  const short = data[at + 1]! & 0x7f;
  if (short < 126) return short;
  return short === 126 ? data.readUInt16BE(at + 2) : Number(data.readBigUInt64BE(at + 2));
}
