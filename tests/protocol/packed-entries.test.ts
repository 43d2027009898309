import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EntryPacker, EntryUnpacker, type EntriesBatch, type Entry, type Role } from "#protocol";

const ROLES: Role[] = ["viewer", "guest", "member", "moderator", "owner"];
/** As the store makes them, and as it may one day. */
const idOf = (seq: number) =>
  fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }).map((rest) => `${seq.toString(36)}.${rest}`),
    fc.string({ maxLength: 12 }),
  );
const person = fc.record({
  userId: fc.constantFrom("guest:a", "b"),
  nickname: fc.constantFrom("민지", "Tom"),
  role: fc.constantFrom(...ROLES),
  avatarUrl: fc.option(fc.constant("https://a.example/1.png"), { nil: undefined }),
});

function entryAt(seq: number): fc.Arbitrary<Entry> {
  const timestamp = fc.nat(1e12);
  const message = fc
    .record({
      person,
      id: idOf(seq),
      message: fc.string({ unit: "grapheme" }),
      timestamp,
      replyTo: fc.option(
        fc.nat(1_000).chain((reply) => idOf(reply).map((id) => ({ id, seq: reply }))),
        { nil: undefined },
      ),
      unknown: fc.option(fc.constant({ pinned: true }), { nil: undefined }),
    })
    .map(({ person: { avatarUrl, ...who }, replyTo, unknown, ...rest }) => ({
      kind: "message" as const,
      seq,
      ...who,
      ...rest,
      ...(avatarUrl && { avatarUrl }),
      ...(replyTo && { replyTo }),
      ...unknown,
    }));
  const other = fc.record({ kind: fc.constantFrom("purge", "poll"), timestamp, id: fc.string() });
  return fc.oneof(
    { weight: 4, arbitrary: message },
    { weight: 1, arbitrary: other.map((rest) => ({ ...rest, seq }) as unknown as Entry) },
  );
}

/** Batches that follow one another. */
const batches: fc.Arbitrary<EntriesBatch[]> = fc
  .array(fc.nat(6), { maxLength: 6 })
  .chain((sizes) => {
    let seq = 0;
    return fc.tuple(
      ...sizes.map((size) =>
        fc
          .tuple(...Array.from({ length: size }, () => entryAt(++seq)))
          .map((entries) => ({ streamId: "s1", epoch: "e", entries })),
      ),
    );
  });

const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe("packed entries", () => {
  it("[EN7][EN4] come out as they went in, batch after batch, of known kinds and unknown", () => {
    fc.assert(
      fc.property(batches, (given) => {
        const [packer, unpacker] = [new EntryPacker(), new EntryUnpacker()];
        for (const batch of given)
          expect(unpacker.unpack(overTheWire(packer.pack(batch)))).toEqual(batch);
      }),
    );
  });

  it("[EN7] tell when they speak of people that were named in a batch that did not come", () => {
    fc.assert(
      fc.property(batches, fc.nat(5), (given, missed) => {
        const packer = new EntryPacker();
        const packed = given.map((batch) => packer.pack(batch));
        const unpacker = new EntryUnpacker();
        packed.forEach((batch, i) => {
          const names = packed[missed]?.[4] !== packed[missed + 1]?.[4];
          if (i === missed) return;
          const unpacked = unpacker.unpack(overTheWire(batch));
          if (i < missed || (i === missed + 1 && !names)) expect(unpacked).toEqual(given[i]);
          if (i === missed + 1 && names && batch[4] > 0) expect(unpacked).toBeUndefined();
        });
      }),
    );
  });

  it("[EN7] are asked for when the first batch of a generation did not come, until the next one", () => {
    const batch = (seq: number, userId: string) => {
      return { streamId: "s1", epoch: "e", entries: [said(seq, userId)] };
    };
    const [first, second, third] = [new EntryPacker(), new EntryPacker(), new EntryPacker()];
    const unpacker = new EntryUnpacker();
    expect(unpacker.unpack(first.pack(batch(1, "a")))).toEqual(batch(1, "a"));
    second.pack(batch(2, "b"));
    second.pack(batch(3, "c"));
    expect(unpacker.unpack(second.pack(batch(4, "b")))).toBeUndefined();
    expect(unpacker.unpack(second.pack(batch(5, "d")))).toBeUndefined();
    expect(unpacker.unpack(third.pack(batch(6, "c")))).toEqual(batch(6, "c"));
    expect(unpacker.unpack(third.pack(batch(7, "c")))).toEqual(batch(7, "c"));
  });

  it("[EN7] begin again for a viewer who joins in between", () => {
    const unpacker = new EntryUnpacker();
    const one = { streamId: "s1", epoch: "e", entries: [said(1, "a"), said(2, "b")] };
    const two = { streamId: "s1", epoch: "e", entries: [said(3, "b"), said(4, "a")] };
    for (const batch of [one, two])
      expect(unpacker.unpack(new EntryPacker().pack(batch))).toEqual(batch);
  });

  it("[EN7] repeat nothing, and leave out what only the sender needs", () => {
    const packer = new EntryPacker();
    const entries = [{ ...said(36, "a"), clientId: "c1" }, said(37, "a")];
    expect(packer.pack({ streamId: "s1", epoch: "e", entries })).toEqual([
      ...["s1", "e", 35, 1_036, 0],
      [
        ["x36", ["a", "n"], 0, "m36"],
        ["x37", 0, 1, "m37"],
      ],
    ]);
    expect(packer.known).toBe(1);
  });
});

function said(seq: number, userId: string): Entry {
  const id = `${seq.toString(36)}.x${seq}`;
  const text = { message: `m${seq}`, timestamp: 1_000 + seq };
  return { kind: "message", seq, id, userId, nickname: "n", role: "guest", ...text };
}
