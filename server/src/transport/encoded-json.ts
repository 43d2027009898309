import { Encoder, PacketType, type Packet } from "socket.io-parser";

/** A value that is already JSON; packets contain it unchanged. */
export class EncodedJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** JSON around an immutable value that many recipients get: `head`, its JSON, `end`. */
export class SharedJson extends EncodedJson {
  readonly head: string;
  readonly shared: object;
  readonly end: string;

  constructor(head: string, shared: object, end: string) {
    super(head + encodeOnce(shared) + end);
    this.head = head;
    this.shared = shared;
    this.end = end;
  }

  /** The same within more JSON. */
  within(before: string, after: string): SharedJson {
    return new SharedJson(before + this.head, this.shared, this.end + after);
  }
}

const known = new WeakMap<object, string>();

/** The JSON of an immutable value, encoded once for all recipients. */
export function encodeOnce(value: object): string {
  let text = known.get(value);
  if (text === undefined) {
    text = JSON.stringify(value);
    known.set(value, text);
  }
  return text;
}

/**
 * Encodes Socket.IO packets, and inserts `EncodedJson` unchanged.
 *
 * Unlike its parent, it does not search payloads for binary attachments: there are none.
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
  // Values without a JSON form become null in an array.
  return (JSON.stringify(value) as string | undefined) ?? "null";
}
