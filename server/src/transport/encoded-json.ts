import { Encoder, PacketType, type Packet } from "socket.io-parser";

/** A value that is JSON already; it stands in a packet as it is. */
export class EncodedJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const known = new WeakMap<object, string>();

/** The JSON of what never changes, made once however many are sent it. */
export function encodeOnce(value: object): string {
  let text = known.get(value);
  if (text === undefined) {
    text = JSON.stringify(value);
    known.set(value, text);
  }
  return text;
}

/**
 * Encodes Socket.IO packets, and takes `EncodedJson` into them without looking inside.
 *
 * Unlike its parent it does not search every payload for attachments: we send none.
 */
export class JsonEncoder extends Encoder {
  override encode(packet: Packet): ReturnType<Encoder["encode"]> {
    const { type, nsp, id } = packet;
    if (type !== PacketType.EVENT && type !== PacketType.ACK) return super.encode(packet);
    const place = nsp === "/" ? "" : `${nsp},`;
    return [`${type}${place}${id ?? ""}[${(packet.data as unknown[]).map(toJson).join(",")}]`];
  }
}

function toJson(value: unknown): string {
  if (value instanceof EncodedJson) return value.text;
  // What JSON has no form for is null in an array.
  return (JSON.stringify(value) as string | undefined) ?? "null";
}
