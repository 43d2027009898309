import { expect, it } from "vitest";
import type { Append } from "../../server/src/chat/ports/append.ts";
import { trimLog } from "../../server/src/chat/streams/retention.ts";
import { Rooms } from "../../server/src/chat/streams/rooms.ts";
import { MemoryMessageLog } from "../support/memory-message-log.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

it("[LOG8] keeps entries that are not older than the limit, to the hour", async () => {
  const clock = { ms: 0, nowMs: () => clock.ms };
  const log = new MemoryMessageLog(clock);
  const author = { userId: "u", nickname: "u", role: "guest" } as const;
  const hours = [0, 1, 23, 24, 25, 48];
  for (const hour of hours) {
    clock.ms = (hour / 24) * DAY_MS;
    await log.append([{ kind: "message", streamId: "s1", author, message: `${hour}` }]);
  }
  const { signal } = new AbortController();
  const tools = { log, clock, signal, remove: async () => undefined, pause: async () => {} };
  await trimLog(tools, { days: 1 }, () => undefined);
  const kept = await log.readMessages("s1", 100, 10);
  expect(kept.map(({ message }) => message)).toEqual(["24", "25", "48"]);
});

it("[LOG8] deletes old entries from the store and the open rooms, and the numbers continue", async () => {
  let nowMs = 0;
  const clock = { nowMs: () => nowMs };
  const log = new MemoryMessageLog(clock);
  const rooms = new Rooms(log, {
    historyLimit: 100,
    recoveryEntries: 100,
    onEntries: () => undefined,
    onDiverged: () => undefined,
  });
  const author = { userId: "u", nickname: "u", role: "guest" } as const;
  const write = async (message: string) => {
    const batch: Append[] = [{ kind: "message", streamId: "s1", author, message }];
    rooms.showCommitted(batch, await log.append(batch));
  };
  const { feed } = await rooms.open("s1");
  await write("old");
  await write("old, too");
  const old = feed.position;
  nowMs = 2 * DAY_MS;
  await write("new");
  const { signal } = new AbortController();
  const remove = async () => undefined;
  await trimLog({ log, remove, clock, signal, pause: async () => {} }, { days: 1 }, (trimmed) =>
    rooms.dropTrimmed(trimmed),
  );
  await feed.prepare();
  expect(feed.answer()).toMatchObject({ messages: [{ seq: 3, message: "new" }], more: false });
  expect(await log.readEntries("s1", 0, 10)).toHaveLength(1);
  // A client at the position of a deleted entry gets a snapshot.
  await feed.prepare({ ...old, seq: 1 });
  expect(feed.answer({ ...old, seq: 1 }) ?? feed.answer()).toMatchObject({ recovered: false });
  await write("next");
  expect(feed.position.seq).toBe(4);
});
