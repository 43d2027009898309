import { Emitter } from "@socket.io/component-emitter";
import { decodePacket, encodePacket, type PacketType as EngineType } from "engine.io-parser";
import fc from "fast-check";
import { Decoder, Encoder } from "socket.io-parser";
import { describe, expect, it } from "vitest";

import * as engineStub from "../../../widget/src/element/build-stubs/engine-packets-stub.ts";
import * as emitterStub from "../../../widget/src/element/build-stubs/emitter-stub.ts";
import { parse } from "../../../widget/src/element/build-stubs/parse-address-stub.ts";
import * as socketStub from "../../../widget/src/element/build-stubs/socket-packets-stub.ts";

/** What a decoder makes of a text: packets, or a refusal. */
function decodedBy(
  decoder: {
    on(event: "decoded", listener: (packet: object) => void): void;
    add(text: string): void;
  },
  text: string,
): unknown {
  const packets: object[] = [];
  decoder.on("decoded", (packet) => packets.push(packet));
  try {
    decoder.add(text);
  } catch {
    return "refused";
  }
  return packets;
}

/** Texts that are packets, or nearly. */
const nearPacket = fc
  .tuple(
    fc.constantFrom("0", "1", "2", "3", "4", "7", "x", ""),
    fc.constantFrom("", "0", "12"),
    fc.oneof(
      fc.json(),
      fc.array(fc.jsonValue()).map((list) => JSON.stringify(list)),
      fc.array(fc.jsonValue()).map((list) => JSON.stringify(["connect", ...list])),
      fc.array(fc.jsonValue()).map((list) => JSON.stringify(["new-message", ...list])),
      fc.constantFrom("", "{", '["a"', "undefined"),
    ),
  )
  // Of a number directly behind an id, nobody knows where it begins.
  .filter(([, , json]) => !/^[-\d\s]/.test(json))
  .map((parts) => parts.join(""));

describe("the script's packets, beside the library's", () => {
  it("[ER2] are encoded the same", () => {
    const packet = fc.record({
      type: fc.constantFrom(0, 1, 2, 3),
      nsp: fc.constant("/"),
      id: fc.option(fc.nat(), { nil: undefined }),
      data: fc.option(fc.array(fc.jsonValue()), { nil: undefined }),
    });
    fc.assert(
      fc.property(packet, (each) => {
        expect(new socketStub.Encoder().encode(each)).toEqual(new Encoder().encode(each as never));
      }),
    );
  });

  it("[ER2] are decoded the same, and refused the same", () => {
    fc.assert(
      fc.property(nearPacket, (text) => {
        expect(decodedBy(new socketStub.Decoder(), text)).toEqual(
          decodedBy(new Decoder() as never, text),
        );
      }),
    );
  });

  it("[CN13] of Engine.IO are encoded and decoded the same", () => {
    const type = fc.constantFrom<EngineType[]>("open", "close", "ping", "pong", "message", "noop");
    fc.assert(
      fc.property(type, fc.option(fc.string(), { nil: undefined }), (kind, data) => {
        const packet = { type: kind, ...(data && { data }) };
        encodePacket(packet, false, (theirs) => {
          engineStub.encodePacket(packet, false, (ours) => expect(ours).toBe(theirs));
          expect(engineStub.decodePacket(theirs)).toEqual(decodePacket(theirs as string));
        });
      }),
    );
    for (const text of ["", "x", "7", " 1"])
      expect(engineStub.decodePacket(text)).toEqual(decodePacket(text));
  });

  it("[CN5] find the parts of an address as the library does", () => {
    expect(parse("https://chat.example:8443")).toMatchObject({
      protocol: "https",
      host: "chat.example",
      port: "8443",
      query: "",
    });
    expect(parse("http://[::1]:3001")).toMatchObject({ host: "::1", port: "3001" });
    expect(parse("https://chat.example")).toMatchObject({ port: "" });
  });

  it("[FO1] reach the same listeners", () => {
    const step = fc.record({
      does: fc.constantFrom("on", "once", "off", "emit", "off all of", "emitReserved"),
      event: fc.constantFrom("a", "b"),
      listener: fc.constantFrom(0, 1),
    });
    const play = (
      emitter: Emitter<never, never>,
      steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
    ) => {
      const heard: unknown[] = [];
      const listeners = [0, 1].map(
        (i) =>
          (...args: unknown[]) =>
            heard.push([i, ...args]),
      );
      for (const [i, { does, event, listener }] of steps.entries()) {
        const on = emitter as unknown as Record<string, (...args: unknown[]) => void>;
        if (does === "off all of") on["off"]!(event);
        else if (does.startsWith("emit")) on[does]!(event, i);
        else on[does]!(event, listeners[listener]);
        heard.push((emitter as unknown as Emitter<never, never>).hasListeners(event as never));
      }
      return heard;
    };
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        expect(play(new emitterStub.Emitter() as never, steps)).toEqual(
          play(new Emitter() as never, steps),
        );
      }),
    );
  });
});
