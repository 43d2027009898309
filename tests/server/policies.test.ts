import { describe, expect, it } from "vitest";
import type { ModerationStore, PolicyNews } from "../../server/src/chat/ports/moderation-store.ts";
import { Policies } from "../../server/src/chat/moderation/policies.ts";
import { StoreClock } from "../../server/src/chat/ports/store-clock.ts";
import { holdCalls } from "../support/hold-calls.ts";
import { FakeClock, settle } from "../widget/support/fake-clock.ts";

/** Policies over a store whose answers the test writes. */
function setUp() {
  const clock = new FakeClock();
  const state: Omit<PolicyNews, "nowMs"> = {
    ...{ version: 1, mode: {}, listed: false, staff: [], sanctions: [] },
  };
  let reads = 0;
  const readPolicy = (): Promise<PolicyNews> => {
    reads += 1;
    // A store that is asked for ever would hang the test.
    if (reads > 50) return Promise.reject(new Error("read too often"));
    return Promise.resolve({ ...state, nowMs: clock.nowMs() });
  };
  const store = holdCalls({ readPolicy } as Partial<ModerationStore> as ModerationStore);
  const changed: string[] = [];
  const policies = new Policies({
    ...{
      store: store.port,
      time: new StoreClock(clock),
      onChanged: (streamId) => changed.push(streamId),
    },
  });
  const timeOut = (userId: string, ms: number): void => {
    state.version += 1;
    const sanction = {
      userId,
      kind: "timeout",
      untilMs: clock.nowMs() + ms,
      byOwner: false,
    } as const;
    state.sanctions = [...state.sanctions, sanction];
  };
  return { clock, state, store, policies, changed, timeOut, reads: () => reads };
}

describe("the policies of a node", () => {
  it("[MO12] read on when a newer version is heard of while an older one is being read", async () => {
    const { state, store, policies } = setUp();
    await policies.open("s1");
    state.version = 2;
    const held = store.hold("readPolicy");
    policies.noteVersion("s1", 2);
    const release = await held;
    state.version = 3;
    policies.noteVersion("s1", 3);
    release();
    expect((await policies.refresh("s1")).version).toBe(3);
    expect(policies.get("s1")?.version).toBe(3);
  });

  it("[MO12] read on when a newer version is heard of while the first is being read", async () => {
    const { state, store, policies } = setUp();
    const held = store.hold("readPolicy");
    const opening = policies.open("s1");
    const release = await held;
    state.version = 2;
    policies.noteVersion("s1", 2);
    release();
    await opening;
    await settle();
    expect(policies.get("s1")?.version).toBe(2);
  });

  it("[MO12] keep nothing of a stream that was dropped while it was being read, and read it again", async () => {
    const { state, store, policies, clock, timeOut } = setUp();
    timeOut("tom", 1_000);
    const held = store.hold("readPolicy");
    const opening = policies.open("s1");
    const release = await held;
    policies.forget("s1");
    release();
    await opening;
    expect(policies.get("s1")).toBeUndefined();
    expect(clock.waiting).toBe(0);
    state.version = 9;
    expect((await policies.open("s1")).version).toBe(9);
  });

  it("[MO12] set no alarm for a stream that was dropped while its policy was read", async () => {
    const { store, policies, clock, changed, timeOut } = setUp();
    await policies.open("s1");
    timeOut("tom", 1_000);
    const held = store.hold("readPolicy");
    policies.noteVersion("s1", 2);
    const release = await held;
    policies.forget("s1");
    release();
    await settle();
    expect(clock.waiting).toBe(0);
    expect(changed).toEqual([]);
  });

  it("[MO12] read what could not be read in the next round", async () => {
    const { state, policies, store } = setUp();
    await policies.open("s1");
    const { readPolicy } = store.port;
    Object.assign(store.port, { readPolicy: () => Promise.reject(new Error("away")) });
    state.version = 2;
    policies.noteVersion("s1", 2);
    await settle();
    expect(policies.get("s1")?.version).toBe(1);
    Object.assign(store.port, { readPolicy });
    policies.retryReads();
    await settle();
    expect(policies.get("s1")?.version).toBe(2);
  });

  it("[MO12] do not ask for ever for a version that a restored store does not have", async () => {
    const { policies, state, reads } = setUp();
    await policies.open("s1");
    expect((await policies.refresh("s1", 7)).version).toBe(1);
    expect(reads()).toBe(2);
    state.version = 2;
    expect((await policies.refresh("s1", 2)).version).toBe(2);
  });

  it("[MO12] read what could not be read as soon as it is asked for again", async () => {
    const { state, policies, store } = setUp();
    await policies.open("s1");
    const { readPolicy } = store.port;
    Object.assign(store.port, { readPolicy: () => Promise.reject(new Error("away")) });
    state.version = 2;
    await expect(policies.refresh("s1", 2)).rejects.toThrow("away");
    Object.assign(store.port, { readPolicy });
    expect((await policies.refresh("s1", 2)).version).toBe(2);
  });

  it("[CH4] keep a channel's as long as one of its streams is open, and read it again afterwards", async () => {
    const { state, policies } = setUp();
    state.channelVersion = 1;
    for (const streamId of ["shop:a", "shop:b", "shop:b"]) await policies.open(streamId);
    policies.forget("shop:a");
    policies.forget("shop:a");
    expect(policies.get("shop:b")?.channelVersion).toBe(1);
    policies.forget("shop:b");
    state.version = 5;
    expect((await policies.open("shop:b")).channelVersion).toBe(5);
  });

  it("[MO4] tell when each of two sanctions ends, also of one that came later and ends sooner", async () => {
    const { clock, policies, changed, timeOut } = setUp();
    timeOut("tom", 10_000);
    await policies.open("s1");
    timeOut("anna", 4_000);
    await policies.refresh("s1", 3);
    changed.length = 0;
    clock.pass(3_999);
    expect(changed).toEqual([]);
    clock.pass(1);
    expect(changed).toEqual(["s1"]);
    clock.pass(5_999);
    expect(changed).toEqual(["s1"]);
    clock.pass(1);
    expect(changed).toEqual(["s1", "s1"]);
    expect(clock.waiting).toBe(0);
  });

  it("[MO4] wait for one end at a time in each stream, and for none in a stream that was dropped", async () => {
    const { clock, policies, timeOut } = setUp();
    timeOut("tom", 10_000);
    await policies.open("s1");
    for (let version = 3; version <= 5; version++) {
      timeOut(`u${version}`, 60_000);
      await policies.refresh("s1", version);
      expect(clock.waiting).toBe(1);
    }
    policies.forget("s1");
    expect(clock.waiting).toBe(0);
  });

  it("[MO4] go by the store's clock, whatever this node's says", async () => {
    const { clock, policies, store } = setUp();
    const aheadMs = 3_600_000;
    const { readPolicy } = store.port;
    Object.assign(store.port, {
      readPolicy: async (...args: Parameters<typeof readPolicy>) => ({
        ...(await readPolicy(...args)),
        nowMs: clock.nowMs() + aheadMs,
      }),
    });
    await policies.open("s1");
    expect(policies.nowMs()).toBe(clock.nowMs() + aheadMs);
  });
});
