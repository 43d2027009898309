/*
 * Replaces socket.io-parser in the script files: packets without binary data, in the default
 * namespace, which are all that the chat has. `tests/widget/client/packets.test.ts` compares it with
 * the library.
 */
export const PacketType = { CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4 };

interface SocketPacket {
  readonly type: number;
  readonly id?: number | undefined;
  readonly data?: unknown;
}

/** Type, id of an ack, payload. */
const PACKET = /^([0-4])(\d*)(.*)$/s;
/** What only the library itself emits. */
const RESERVED = /^(connect|connect_error|disconnect|disconnecting|newListener|removeListener)$/;

export class Encoder {
  encode({ type, id, data }: SocketPacket): string[] {
    return [`${type}${id ?? ""}${data == null ? "" : JSON.stringify(data)}`];
  }
}

type OnDecoded = (packet: SocketPacket & { nsp: string }) => void;

export class Decoder {
  #onDecoded: OnDecoded | undefined;

  /** Only for "decoded". */
  on(_event: string, listener: OnDecoded): void {
    this.#onDecoded = listener;
  }

  off(): void {
    this.#onDecoded = undefined;
  }

  destroy(): void {}

  /** Throws what is no packet; the library then closes. */
  add(text: string): void {
    const [, digit, id, json] = PACKET.exec(text) ?? [];
    const type = Number(digit);
    const data: unknown = json ? JSON.parse(json) : undefined;
    if (!digit || (json && !isValid(type, data))) throw new TypeError("packet");
    this.#onDecoded?.({ nsp: "/", type, ...(id && { id: Number(id) }), ...(json && { data }) });
  }
}

/** Whether a packet of this type may have this payload; as the library, it lets all have none. */
function isValid(type: number, data: unknown): boolean {
  if (type === PacketType.DISCONNECT) return false;
  const isList = Array.isArray(data);
  if (type === PacketType.ACK) return isList;
  if (type === PacketType.EVENT)
    return (
      isList &&
      (typeof data[0] === "number" || (typeof data[0] === "string" && !RESERVED.test(data[0])))
    );
  if (type === PacketType.CONNECT_ERROR && typeof data === "string") return true;
  return data instanceof Object && !isList;
}
