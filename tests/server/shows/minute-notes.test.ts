import { expect, it } from "vitest";
import { DomainEvents } from "../../../server/src/chat/ports/domain-events.ts";
import type { MinuteNote } from "../../../server/src/chat/ports/show-store.ts";
import { MinuteNotes } from "../../../server/src/chat/shows/minute-notes.ts";
import { FakeClock } from "../../widget/support/fake-clock.ts";

function setUp() {
  const clock = new FakeClock();
  clock.pass(60_000 - (clock.nowMs() % 60_000));
  const events = new DomainEvents();
  const viewers = new Map<string, number>();
  const kept: MinuteNote[][] = [];
  let failures = 0;
  const notes = new MinuteNotes({
    storeClock: clock,
    events,
    rooms: {
      *occupied() {
        for (const [streamId, size] of viewers) yield [streamId, { roster: { size } } as never];
      },
    },
    shows: {
      noteMinutes: async (some) => {
        if (failures-- > 0) throw new Error("away");
        kept.push([...some]);
      },
    },
  });
  const pass = async (ms: number): Promise<void> => {
    clock.pass(ms);
    await notes.round();
  };
  return {
    ...{ clock, events, viewers, kept, pass },
    fail: (times: number) => void (failures = times),
    seen: () => kept.flat().map(({ streamId, viewers, held }) => ({ streamId, viewers, held })),
  };
}

it("[ST2] notes once a minute what is watched, and nothing of what nobody watches", async () => {
  const { clock, viewers, kept, pass, seen } = setUp();
  const begin = clock.nowMs();
  for (let i = 0; i < 59; i++) await pass(1_000);
  expect(kept).toEqual([]);
  viewers.set("s1", 3);
  await pass(1_000);
  await pass(1_000);
  expect(kept).toEqual([[expect.objectContaining({ streamId: "s1", atMs: begin, viewers: 3 })]]);
  viewers.clear();
  for (let i = 0; i < 300; i++) await pass(1_000);
  expect(seen()).toHaveLength(1);
});

it("[ST2] notes what filters held in a minute, also where nobody watches any more", async () => {
  const { events, viewers, pass, seen } = setUp();
  events.emit("message-held", { streamId: "s1" });
  events.emit("message-held", { streamId: "s1" });
  events.emit("message-held", { streamId: "s2" });
  viewers.set("s1", 1);
  await pass(60_000);
  await pass(60_000);
  expect(seen()).toEqual([
    { streamId: "s1", viewers: 1, held: 2 },
    { streamId: "s2", viewers: 0, held: 1 },
    { streamId: "s1", viewers: 1, held: 0 },
  ]);
});

it("[ST2] keeps what a store that is away did not take, for a few minutes", async () => {
  const { viewers, kept, pass, fail } = setUp();
  viewers.set("s1", 1);
  fail(2);
  await expect(pass(60_000)).rejects.toThrow("away");
  await expect(pass(60_000)).rejects.toThrow("away");
  await pass(60_000);
  expect(kept).toHaveLength(3);
});

it("[ST2] notes only the last minute after a sleep, and starts again when the clock goes back", async () => {
  const { clock, viewers, kept, pass } = setUp();
  viewers.set("s1", 1);
  await pass(600_000);
  expect(kept.flat()).toMatchObject([{ atMs: clock.nowMs() - 60_000 }]);
  clock.pass(-300_000);
  await pass(0);
  await pass(60_000);
  expect(kept).toHaveLength(2);
});
