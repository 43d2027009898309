import fc from "fast-check";
import { Encoder, PacketType } from "socket.io-parser";
import { expect, it } from "vitest";
import { EncodedJson, JsonEncoder } from "../../server/src/transport/encoded-json.ts";

const packet = fc.record({
  type: fc.constantFrom(PacketType.EVENT, PacketType.ACK),
  nsp: fc.constantFrom("/", "/other"),
  id: fc.option(fc.nat(), { nil: undefined }),
  data: fc.array(
    fc.oneof(
      fc.json().map((text): unknown => JSON.parse(text)),
      fc.constant(undefined),
    ),
  ),
});

it("[ER2] packets leave in Socket.IO's own form, also with parts that were encoded before", () => {
  const stock = new Encoder();
  const ours = new JsonEncoder();
  fc.assert(
    fc.property(packet, fc.nat(), ({ id, ...rest }, place) => {
      const plain = { ...rest, ...(id !== undefined && { id }) };
      expect(ours.encode(plain)).toEqual(stock.encode(plain));
      const data = plain.data.map((item, i) =>
        i === place % plain.data.length ? new EncodedJson(JSON.stringify(item) ?? "null") : item,
      );
      expect(ours.encode({ ...plain, data })).toEqual(stock.encode(plain));
    }),
  );
});

it("[CN1] a handshake's answer leaves as Socket.IO makes it", () => {
  const answer = { type: PacketType.CONNECT, nsp: "/", data: { sid: "x" } };
  expect(new JsonEncoder().encode(answer)).toEqual(new Encoder().encode(answer));
});
