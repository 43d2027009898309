/**
 * A Socket.IO packet on the main namespace, inside an Engine.IO message.
 *
 * The numbers are the protocol's: packets are a digit, then an ack's id if
 * there is one, then JSON.
 */
export type Packet =
  | { readonly type: "connect" | "disconnect" | "refused" }
  | { readonly type: "event"; readonly name: string; readonly payload: unknown }
  | { readonly type: "ack"; readonly id: number; readonly answer: unknown };

export function encodeConnect(auth: object): string {
  return `40${JSON.stringify(auth)}`;
}

export function encodeEvent(name: string, payload: unknown, ackId: number | "" = ""): string {
  return `42${ackId}${JSON.stringify([name, payload])}`;
}

export const DISCONNECT = "41";

/** Reads what follows the 4 of an Engine.IO message; undefined when it is nothing we know. */
export function parsePacket(message: string): Packet | undefined {
  switch (message[0]) {
    case "0":
      return { type: "connect" };
    case "1":
      return { type: "disconnect" };
    case "4":
      return { type: "refused" };
  }
  const parts = /^([23])(\d*)(\[.*)$/s.exec(message);
  const values = parts && parseArray(parts[3]!);
  if (!values) return undefined;
  const [first, second] = values;
  return parts[1] === "3"
    ? { type: "ack", id: Number(parts[2]), answer: first }
    : { type: "event", name: String(first), payload: second };
}

function parseArray(json: string): unknown[] | undefined {
  try {
    return JSON.parse(json) as unknown[];
  } catch {
    return undefined;
  }
}
