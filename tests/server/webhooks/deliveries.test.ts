import { describe, expect, it } from "vitest";
import type { WebhookStore } from "../../../server/src/chat/webhooks/webhook-store.ts";
import type { SignedWebhook } from "../../../server/src/chat/webhooks/webhook.ts";
import type { LaneRunner } from "../../../server/src/webhooks/lane-runner.ts";
import { WebhookDeliveries } from "../../../server/src/webhooks/webhook-deliveries.ts";
import { FakeClock, settle } from "../../widget/support/fake-clock.ts";

const HOOK: SignedWebhook = { id: "crm", url: "https://one.example", secret: "whsec_x" };

/** Deliveries of which the test says when each ends. */
async function setUp(hooks: SignedWebhook[] = [HOOK]) {
  const clock = new FakeClock();
  const begun: { url: string; streamId: string; end: (againMs?: number) => Promise<void> }[] = [];
  const runner = {
    run: ({ url }: SignedWebhook, streamId: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const end = (againMs?: number): Promise<void> => {
          if (Number.isNaN(againMs)) reject(new Error("the store is away"));
          else resolve(againMs);
          return settle();
        };
        begun.push({ url, streamId, end });
      }),
  } as Partial<LaneRunner> as LaneRunner;
  const behind: string[] = [];
  const store = {
    all: () => Promise.resolve([...hooks]),
    behind: () => Promise.resolve([...behind]),
  } as Partial<WebhookStore> as WebhookStore;
  const deliveries = new WebhookDeliveries({ store, runner, clock, warn: () => undefined });
  await deliveries.reload();
  const commit = (...streamIds: string[]) =>
    deliveries.noteCommitted(streamIds.map((streamId) => ({ streamId })));
  const told = () => begun.map(({ url, streamId }) => `${url.slice(8, -8)} ${streamId}`);
  return { clock, deliveries, begun, behind, hooks, commit, told };
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
    const { clock, deliveries, begun, behind, commit, told } = await setUp();
    commit("s1");
    await begun[0]!.end(5_000);
    clock.pass(4_999);
    expect(told()).toHaveLength(1);
    clock.pass(1);
    expect(told()).toHaveLength(2);
    await begun[1]!.end(3_600_000);
    behind.push("s1");
    await deliveries.look();
    expect(told()).toHaveLength(3);
    await begun[2]!.end();
    clock.pass(3_600_000);
    expect(told()).toHaveLength(3);
  });

  it("[WH4] go on after a store that did not answer", async () => {
    const { clock, begun, commit, told } = await setUp();
    commit("s1");
    await begun[0]!.end(Number.NaN);
    clock.pass(2_000);
    expect(told()).toHaveLength(2);
  });

  it("[WH1] go to the address that it has by now", async () => {
    const { clock, deliveries, begun, hooks, commit, told } = await setUp();
    commit("s1");
    commit("s1");
    hooks[0] = { ...HOOK, url: "https://two.example" };
    await deliveries.reload();
    await begun[0]!.end();
    clock.pass(500);
    expect(told()).toEqual(["one s1", "two s1"]);
  });

  it("[WH1] end with it, though one is under way", async () => {
    const { clock, deliveries, begun, hooks, commit, told } = await setUp();
    commit("s1");
    commit("s1");
    hooks.pop();
    await deliveries.reload();
    await begun[0]!.end(5_000);
    commit("s1");
    clock.pass(3_600_000);
    expect(told()).toHaveLength(1);
    expect(clock.waiting).toBe(0);
  });

  it("[WH1] go to nothing but the new one, where one of the same name was deleted meanwhile", async () => {
    const { clock, deliveries, begun, hooks, commit, told } = await setUp();
    commit("s1");
    commit("s1");
    hooks.pop();
    await deliveries.reload();
    hooks.push({ ...HOOK, url: "https://two.example" });
    await deliveries.reload();
    await begun[0]!.end(5_000);
    clock.pass(3_600_000);
    commit("s1");
    expect(told()).toEqual(["one s1", "two s1"]);
  });

  it("[WH4] are finished when the server closes, and nothing is begun after that", async () => {
    const { clock, deliveries, begun, commit, told } = await setUp();
    commit("s1");
    commit("s1");
    let isClosed = false;
    const closing = deliveries.close().then(() => (isClosed = true));
    await settle();
    expect(isClosed).toBe(false);
    await begun[0]!.end(5_000);
    await closing;
    commit("s2");
    clock.pass(60_000);
    expect(told()).toHaveLength(1);
  });
});
