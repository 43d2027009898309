import { EventEmitter } from "node:events";
import { queryObjects } from "node:v8";
import { expect, it } from "vitest";
import type { FilterRule, ModerationAction } from "#protocol";
import { TokenBucket, TokenBuckets } from "../../server/src/chat/limits/token-bucket.ts";
import { Filters } from "../../server/src/chat/moderation/filters/filters.ts";
import { ReservedNames } from "../../server/src/chat/moderation/reserved-names.ts";
import { DomainEvents } from "../../server/src/chat/ports/domain-events.ts";
import { StoreClock } from "../../server/src/chat/ports/store-clock.ts";
import { Heartbeats } from "../../server/src/fan-out/heartbeats.ts";
import type { EngineSocket } from "../../server/src/fan-out/writers/connection-writer.ts";
import { FakeLoop } from "../support/loop-clock.ts";
import { openChat } from "../support/open-chat.ts";
import { FakeClock } from "../widget/support/fake-clock.ts";

const DAY_MS = 24 * 60 * 60_000;

/** What has not been collected of a kind. */
function count(kind: unknown): number {
  return queryObjects(kind as never, { format: "count" }) as unknown as number;
}

it("[SM8] rates are kept of those who came in the last two windows", () => {
  const buckets = new TokenBuckets({ count: 1, windowMs: 1_000 });
  for (let i = 0; i < 9_000; i++) buckets.take(`person ${i}`, i);
  expect(count(TokenBucket)).toBeLessThanOrEqual(2_000);
  // Those have not got their token back.
  expect(buckets.take("person 8999", 9_000)).toBeGreaterThan(0);
});

it("[CN13] nothing is kept of connections that were pinged and have closed", () => {
  class Engine extends EventEmitter {
    readonly transport = { name: "websocket", socket: { _socket: new EventEmitter() } };
  }
  const heartbeats = new Heartbeats({ clock: new FakeLoop(), intervalMs: 1_000, timeoutMs: 800 });
  for (let i = 0; i < 50; i++) {
    const engine = new Engine();
    engine.transport.socket._socket.on("data", () => undefined);
    heartbeats.add(engine as unknown as EngineSocket);
    engine.emit("close");
  }
  expect(heartbeats.size).toBe(0);
  // The last one may still be in a variable.
  expect(count(Engine)).toBeLessThan(5);
});

it("[FI16] filters go with the rooms of their streams, those of channels too", async () => {
  const { chat, connect } = await openChat();
  const streamIds = Array.from({ length: 20 }, (_, i) => `shop${i}:show`);
  for (const streamId of streamIds) {
    for (const scoped of [{}, { scope: "channel" } as const]) {
      const words = [`${streamId} ${JSON.stringify(scoped)}`];
      const rule: FilterRule = { id: "words", kind: "words", words, action: { kind: "refuse" } };
      const action: ModerationAction = { kind: "set-filters", rules: [rule] };
      await chat.commits.append({ kind: "action", streamId, actor: null, action, ...scoped });
    }
    const viewer = connect(`viewer of ${streamId}`);
    await viewer.join({ streamId });
    expect(await viewer.say("hello", { streamId })).toBeUndefined();
  }
  expect(count(Filters)).toBe(2 * streamIds.length);
  for (const streamId of streamIds) chat.rooms.forget(streamId);
  expect(count(Filters)).toBe(0);
});

it("[ID7] a name that is free again in the store is free, and forgotten, on this node", async () => {
  const clock = new FakeClock();
  const store = {
    reserve: () => Promise.resolve(),
    release: () => Promise.resolve(),
    all: () => Promise.resolve([]),
    deleteUnseenSince: () => Promise.resolve(),
  };
  const names = new ReservedNames(store, new StoreClock(clock), new DomainEvents());
  await names.reserve("s1", "mina", "Mina", true);
  await names.sweep(clock.nowMs() + 29 * DAY_MS);
  expect(names.ownerOf("s1", "Mina", "somebody")).toMatchObject({ userId: "mina" });
  await names.sweep(clock.nowMs() + 31 * DAY_MS);
  expect(names.ownerOf("s1", "Mina", "somebody")).toBeUndefined();
});
