import { describe, expect, it } from "vitest";
import type { Append } from "../../../server/src/chat/ports/append.ts";
import { DomainEvents } from "../../../server/src/chat/ports/domain-events.ts";
import type { WebhookStore } from "../../../server/src/chat/webhooks/webhook-store.ts";
import type { SignedWebhook } from "../../../server/src/chat/webhooks/webhook.ts";
import type { DeliveryRun } from "../../../server/src/webhooks/delivery-worker.ts";
import { DeliveryScheduler } from "../../../server/src/webhooks/delivery-scheduler.ts";
import { FakeClock, settle } from "../../widget/support/fake-clock.ts";

const HOOK: SignedWebhook = { id: "crm", url: "https://one.example", secret: "whsec_x" };

/** Deliveries of which the test says when each ends. */
async function setUp(hooks: SignedWebhook[] = [HOOK]) {
  const clock = new FakeClock();
  const begun: { url: string; streamId: string; end: (againMs?: number) => Promise<void> }[] = [];
  const runner = {
    run: ({ url }: SignedWebhook, streamId: string) =>
      new Promise<DeliveryRun>((resolve, reject) => {
        const end = (againMs?: number): Promise<void> => {
          if (Number.isNaN(againMs)) reject(new Error("the store is away"));
          else if (againMs === undefined) resolve({ outcome: "told" });
          else resolve({ outcome: "failed", againMs });
          return settle();
        };
        begun.push({ url, streamId, end });
      }),
  };
  const behind: string[] = [];
  /** What a search waits for. */
  const search = { ready: Promise.resolve() };
  const store = {
    all: () => Promise.resolve([...hooks]),
    findBehind: async (_webhook: unknown, limit: number) => {
      await search.ready;
      return behind.slice(0, limit);
    },
  } as Partial<WebhookStore> as WebhookStore;
  const events = new DomainEvents();
  const scheduler = new DeliveryScheduler({
    ...{ store, runner, events, clock, warn: () => undefined, random: () => 0.5 },
  });
  await scheduler.reload();
  const commit = (...streamIds: string[]) =>
    events.emit(
      "appends-committed",
      streamIds.map((streamId): Append => ({ kind: "removal", streamId, messageId: "" })),
    );
  const told = () => begun.map(({ url, streamId }) => `${url.slice(8, -8)} ${streamId}`);
  return { clock, scheduler, begun, behind, search, hooks, commit, told };
}

describe("deliveries to webhooks", () => {
  it("[WH3] of a stream are made one after another, and of what comes meanwhile in the next", async () => {
    const { clock, begun, commit, told } = await setUp();
    commit("s1");
    commit("s1");
    commit("s1");
    expect(told()).toEqual(["one s1"]);
    await begun[0]!.end();
    clock.pass(500);
    expect(told()).toEqual(["one s1", "one s1"]);
    await begun[1]!.end();
    clock.pass(60_000);
    expect(told()).toHaveLength(2);
    commit("s1");
    expect(told()).toHaveLength(3);
  });

  it("[WH3] of many streams are made eight at a time", async () => {
    const { begun, commit, told } = await setUp();
    commit(...Array.from({ length: 12 }, (_, i) => `s${i}`));
    expect(told()).toHaveLength(8);
    await begun[3]!.end();
    expect(told().slice(8)).toEqual(["one s8"]);
  });

  it("[WH4] are tried again when it is time, and at once when somebody finds them due", async () => {
    const { clock, scheduler, begun, behind, commit, told } = await setUp();
    commit("s1");
    await begun[0]!.end(5_000);
    clock.pass(4_999);
    expect(told()).toHaveLength(1);
    clock.pass(1);
    expect(told()).toHaveLength(2);
    await begun[1]!.end(3_600_000);
    behind.push("s1");
    await scheduler.look();
    expect(told()).toHaveLength(3);
    await begun[2]!.end();
    clock.pass(3_600_000);
    expect(told()).toHaveLength(3);
  });

  it("[WH4] stop for a webhook that takes nothing of any stream, and go on with all when it takes one", async () => {
    const { clock, begun, behind, commit, told } = await setUp();
    commit(...Array.from({ length: 100 }, (_, i) => `s${i}`));
    for (let i = 0; i < begun.length; i++) await begun[i]!.end(3_600_000);
    const asked = begun.length;
    expect(asked).toBeLessThan(12);
    // Whatever happens now, nobody asks it and nothing is kept: the store knows.
    for (let i = 0; i < 3_000; i++) commit(`new ${i}`);
    clock.pass(4_000);
    expect(begun).toHaveLength(asked);
    expect(clock.waiting).toBeLessThan(14);
    behind.push(...Array.from({ length: 20 }, (_, i) => `new ${i}`));
    // 5 s after the fourth failure it is tried with one, and then after longer each time.
    clock.pass(1_000);
    await settle();
    expect(begun).toHaveLength(asked + 1);
    await begun[asked]!.end(5_000);
    clock.pass(9_999);
    await settle();
    expect(begun).toHaveLength(asked + 1);
    clock.pass(1);
    await settle();
    expect(begun).toHaveLength(asked + 2);
    await begun[asked + 1]!.end();
    await settle();
    expect(told().slice(asked + 2).length).toBeGreaterThanOrEqual(7);
  });

  it("[WH4] of one stream that fails alone leave the others as they are", async () => {
    const { clock, begun, commit, told } = await setUp();
    for (let round = 0; round < 6; round++) {
      const before = begun.length;
      commit("good", "bad");
      for (const { streamId, end } of begun.slice(before))
        await end(streamId === "bad" ? 1 : undefined);
      clock.pass(1_000);
    }
    expect(told().filter((each) => each === "one good").length).toBeGreaterThanOrEqual(6);
  });

  it("[WH4] are tried at once when the operator asks for it", async () => {
    const { scheduler, begun, behind, commit, told } = await setUp();
    commit("s0", "s1", "s2", "s3", "s4");
    for (let i = 0; i < 5; i++) await begun[i]!.end(3_600_000);
    behind.push("s0", "s1");
    await scheduler.look();
    expect(told()).toHaveLength(5);
    await scheduler.resume("crm");
    expect(told().slice(5)).toEqual(["one s0", "one s1"]);
  });

  it("[WH4] go on after a store that did not answer", async () => {
    const { clock, begun, commit, told } = await setUp();
    commit("s1");
    await begun[0]!.end(Number.NaN);
    clock.pass(2_000);
    expect(told()).toHaveLength(2);
  });

  it("[WH1] go to the address that it has by now", async () => {
    const { clock, scheduler, begun, hooks, commit, told } = await setUp();
    commit("s1");
    commit("s1");
    hooks[0] = { ...HOOK, url: "https://two.example" };
    await scheduler.reload();
    await begun[0]!.end();
    clock.pass(500);
    expect(told()).toEqual(["one s1", "two s1"]);
  });

  it("[WH1] end with it, though one is under way", async () => {
    const { clock, scheduler, begun, hooks, commit, told } = await setUp();
    commit("s1");
    commit("s1");
    hooks.pop();
    await scheduler.reload();
    await begun[0]!.end(5_000);
    commit("s1");
    clock.pass(3_600_000);
    expect(told()).toHaveLength(1);
    expect(clock.waiting).toBe(0);
  });

  it("[WH1] go to nothing but the new one, where one of the same name was deleted meanwhile", async () => {
    const { clock, scheduler, begun, hooks, commit, told } = await setUp();
    commit("s1");
    commit("s1");
    hooks.pop();
    await scheduler.reload();
    hooks.push({ ...HOOK, url: "https://two.example" });
    await scheduler.reload();
    await begun[0]!.end(5_000);
    clock.pass(3_600_000);
    commit("s1");
    expect(told()).toEqual(["one s1", "two s1"]);
  });

  it("[WH3] of what another node left behind begin at the start, and within six rounds", async () => {
    const { scheduler, begun, behind, told } = await setUp();
    behind.push("s1");
    await scheduler.round();
    expect(told()).toEqual(["one s1"]);
    await begun[0]!.end();
    behind[0] = "s2";
    for (let round = 0; round < 6; round++) await scheduler.round();
    expect(told()).toEqual(["one s1", "one s2"]);
  });

  it("[WH1] do not begin where it is deleted while its streams are looked for", async () => {
    const { scheduler, behind, search, hooks, told } = await setUp();
    let found = (): void => undefined;
    search.ready = new Promise((resolve) => (found = resolve));
    behind.push("s1");
    const looking = scheduler.look();
    hooks.pop();
    await scheduler.reload();
    found();
    await looking;
    expect(told()).toEqual([]);
  });

  it("[WH4] are finished when the server closes, and nothing is begun after that", async () => {
    const { clock, scheduler, begun, commit, told } = await setUp();
    commit("s1");
    commit("s1");
    let isClosed = false;
    const closing = scheduler.close().then(() => (isClosed = true));
    await settle();
    expect(isClosed).toBe(false);
    await begun[0]!.end(5_000);
    await closing;
    commit("s2");
    clock.pass(60_000);
    expect(told()).toHaveLength(1);
  });
});
