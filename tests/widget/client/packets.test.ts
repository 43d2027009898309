import { describe, expect, it } from "vitest";
import {
  encodeConnect,
  encodeEvent,
  parsePacket,
} from "../../../widget/src/client/connection/wire/packets.ts";

describe("the wire's packets", () => {
  it("are written as Socket.IO 4 has them", () => {
    expect(encodeConnect({ token: "t" })).toBe('40{"token":"t"}');
    expect(encodeEvent("leave-room", "s")).toBe('42["leave-room","s"]');
    expect(encodeEvent("join-room", { streamId: "s" }, 7)).toBe(
      '427["join-room",{"streamId":"s"}]',
    );
  });

  it.each([
    ['0{"sid":"x"}', { type: "connect" }],
    ["1", { type: "disconnect" }],
    ['4{"message":"no"}', { type: "refused" }],
    ['2["entries",{"a":1}]', { type: "event", name: "entries", payload: { a: 1 } }],
    ['2["text","line\\nline"]', { type: "event", name: "text", payload: "line\nline" }],
    ['312[{"ok":true}]', { type: "ack", id: 12, answer: { ok: true } }],
  ])("are read: %s", (message, packet) => {
    expect(parsePacket(message)).toEqual(packet);
  });

  it.each(["", "2", "2[", "2{}", "9[]", '51-["binary"]', "hello"])(
    "leave out junk: %j",
    (message) => {
      expect(parsePacket(message)).toBeUndefined();
    },
  );
});
