import { describe, expect, it, onTestFinished } from "vitest";
import type {
  DeliveryCursor,
  WebhookStore,
} from "../../../server/src/chat/webhooks/webhook-store.ts";
import type { SignedWebhook } from "../../../server/src/chat/webhooks/webhook.ts";
import { channelKey } from "../../../server/src/chat/ports/channel-key.ts";
import type { Storage } from "../../../server/src/storage/storage.ts";
import { eventually } from "../../support/eventually.ts";
import { message, STORAGES } from "../../support/message-logs.ts";

const HOOK: SignedWebhook = { id: "crm", url: "https://example.com", secret: "whsec_x" };
const LEASE_MS = 60_000;

async function setUp(open: () => Promise<Storage>) {
  const { log, webhooks } = await open();
  onTestFinished(() => log.close());
  return { log, webhooks };
}

async function take(
  webhooks: WebhookStore,
  streamId = "s1",
  holder = "one",
): Promise<DeliveryCursor> {
  const taken = await webhooks.claim("crm", streamId, holder, LEASE_MS);
  if (taken.outcome !== "claimed") throw new Error(`the cursor is not free: ${taken.outcome}`);
  return taken.cursor;
}

describe.each(STORAGES)("webhooks in %s", (_name, open) => {
  it("[WH1] keeps them, changes them and forgets them", async () => {
    const { webhooks } = await setUp(open);
    await webhooks.put(HOOK);
    const changed = { ...HOOK, events: ["pin.changed" as const], streams: ["s1"] };
    await webhooks.put(changed);
    expect(await webhooks.all()).toEqual([changed]);
    expect(await webhooks.delete("crm")).toBe(true);
    expect([await webhooks.delete("crm"), await webhooks.all()]).toEqual([false, []]);
    expect(await webhooks.claim("crm", "s1", "one", LEASE_MS)).toEqual({ outcome: "parked" });
  });

  it("[WH1] begins at what stands in a stream then, and at the beginning of one that comes later", async () => {
    const { log, webhooks } = await setUp(open);
    await log.append([message("before")]);
    await webhooks.put(HOOK);
    expect(await webhooks.findBehind(HOOK, 10)).toEqual([]);
    await log.append([message("after"), message("new", { streamId: "s2" })]);
    expect((await webhooks.findBehind(HOOK, 10)).sort()).toEqual(["s1", "s2"]);
    for (const [streamId, text] of [
      ["s1", "after"],
      ["s2", "new"],
    ] as const) {
      const { items, more } = await webhooks.readNext(await take(webhooks, streamId), 10);
      expect(items).toMatchObject([{ entry: { message: text } }]);
      expect(more).toBe(false);
    }
  });

  it("[WH1] does not receive later what it did not subscribe to before", async () => {
    const { log, webhooks } = await setUp(open);
    await log.append([message("0"), message("0", { streamId: "s2" })]);
    await webhooks.put(HOOK);
    await webhooks.put({ ...HOOK, streams: ["s2"] });
    await log.append([message("not told")]);
    await webhooks.put({ ...HOOK, streams: ["s1", "s2"] });
    await log.append([message("told")]);
    const { items } = await webhooks.readNext(await take(webhooks), 10);
    expect(items).toMatchObject([{ entry: { message: "told" } }]);
  });

  it("[WH1][WH4] a change of it loses nothing of a stream that is new since", async () => {
    const { log, webhooks } = await setUp(open);
    await webhooks.put(HOOK);
    await log.append([message("new", { streamId: "s2" })]);
    await webhooks.put({ ...HOOK, secret: "whsec_y" });
    expect(await webhooks.findBehind(HOOK, 10)).toEqual(["s2"]);
    const limited = { ...HOOK, streams: ["s2"] };
    await webhooks.put(limited);
    expect(await webhooks.findBehind(limited, 10)).toEqual(["s2"]);
    await webhooks.put(HOOK);
    expect(await webhooks.findBehind(HOOK, 10)).toEqual(["s2"]);
  });

  it("[WH3] gives a cursor to one worker at a time, and delivered events to none again", async () => {
    const { log, webhooks } = await setUp(open);
    await webhooks.put(HOOK);
    await log.append([message("a"), message("b"), message("c")]);
    const cursor = await take(webhooks);
    expect(await webhooks.claim("crm", "s1", "two", LEASE_MS)).toMatchObject({ outcome: "waits" });
    const page = await webhooks.readNext(cursor, 2);
    expect([page.items.length, page.to.seq, page.more]).toEqual([2, 2, true]);
    expect(await webhooks.advance(cursor, "two", page.to, 0)).toBe(false);
    expect(await webhooks.advance(cursor, "one", page.to, 0)).toBe(true);
    const next = await webhooks.readNext(await take(webhooks, "s1", "two"), 2);
    expect(next.items).toMatchObject([{ entry: { message: "c" } }]);
  });

  it("[WH3][WH4] a delivery that failed is tried again as it was, when it is time", async () => {
    const { log, webhooks } = await setUp(open);
    await webhooks.put(HOOK);
    await log.append([message("a")]);
    const cursor = await take(webhooks);
    const { to } = await webhooks.readNext(cursor, 10);
    const failure = { to, retryAfterMs: 60_000, parked: false, error: "It answered 500." };
    await webhooks.fail(cursor, "one", failure);
    await log.append([message("b")]);
    expect(await webhooks.findBehind(HOOK, 10)).toEqual([]);
    const waits = await webhooks.claim("crm", "s1", "one", LEASE_MS);
    expect(waits).toMatchObject({ outcome: "waits" });
    expect(waits.outcome === "waits" && waits.ms).toBeGreaterThan(50_000);
    expect(await webhooks.readTroubles("crm", 10)).toMatchObject([
      { streamId: "s1", parked: false, attempts: 1, lastError: "It answered 500." },
    ]);
    await webhooks.resume("crm");
    const again = await take(webhooks);
    expect(again).toMatchObject({ attempts: 1, upTo: to });
    // What came since is for the next delivery, which follows at once.
    expect(await webhooks.readNext(again, 10)).toMatchObject({
      ...{ items: [{ entry: { message: "a" } }], to, more: true },
    });
    await webhooks.fail(again, "one", { ...failure, parked: true });
    expect(await webhooks.claim("crm", "s1", "one", LEASE_MS)).toEqual({ outcome: "parked" });
    expect(await webhooks.readTroubles("crm", 10)).toMatchObject([{ parked: true, attempts: 2 }]);
  });

  it("[WH4] the day of failures begins with the first in a row, and another after a success or a retry", async () => {
    const { log, webhooks } = await setUp(open);
    await webhooks.put(HOOK);
    await log.append([message("a")]);
    const fail = async () => {
      const cursor = await take(webhooks);
      const { to } = await webhooks.readNext(cursor, 10);
      await webhooks.fail(cursor, "one", { to, retryAfterMs: 0, parked: false, error: "500" });
      return cursor;
    };
    expect(await fail()).not.toHaveProperty("failingSinceMs");
    const { failingSinceMs: sinceMs } = await fail();
    expect(sinceMs).toBeTypeOf("number");
    await eventually("another time", () => Date.now() > sinceMs!);
    const third = await fail();
    expect([third.failingSinceMs, third.attempts]).toEqual([sinceMs, 2]);
    await webhooks.resume("crm");
    expect(await fail()).not.toHaveProperty("failingSinceMs");
    const { to } = await webhooks.readNext(third, 10);
    expect(await webhooks.advance(third, "one", to, 0)).toBe(true);
    await log.append([message("b")]);
    const next = await take(webhooks);
    expect([next.attempts, next.failingSinceMs, next.upTo]).toEqual([0, undefined, undefined]);
  });

  it("[WH3] what a node has that died is taken by another when its time is over", async () => {
    const { log, webhooks } = await setUp(open);
    await webhooks.put(HOOK);
    await log.append([message("a")]);
    expect((await webhooks.claim("crm", "s1", "dead", 1)).outcome).toBe("claimed");
    await eventually("the end of its time", async () => {
      return (await webhooks.claim("crm", "s1", "alive", LEASE_MS)).outcome === "claimed";
    });
    expect((await webhooks.claim("crm", "s1", "dead", 1)).outcome).toBe("waits");
  });

  it("[WH3][WH4] a repeated delivery says that there is more, of actions and of channels, too", async () => {
    const { log, webhooks } = await setUp(open);
    const act = (scope?: "channel") =>
      log.append([
        {
          ...{ kind: "action", streamId: "moon:1", actor: null, ...(scope && { scope }) },
          action: { kind: "note", userId: "tom", text: "late again" },
        },
      ]);
    for (const [streamId, scope] of [
      ["moon:1", undefined],
      [channelKey("moon"), "channel"],
    ] as const) {
      const position = { seq: 0, actions: 0 };
      await act(scope);
      const { to: upTo } = await webhooks.readNext({ streamId, position }, 10);
      await act(scope);
      const again = await webhooks.readNext({ streamId, position, upTo }, 10);
      expect(again).toMatchObject({ to: upTo, more: true });
      expect(again.items).toHaveLength(1);
      const rest = await webhooks.readNext({ streamId, position: upTo }, 10);
      expect([rest.items.length, rest.more]).toEqual([1, false]);
    }
  });

  it("[WH2] delivers entries and actions in the order of both logs, whatever the size of the page", async () => {
    const { log, webhooks } = await setUp(open);
    await webhooks.put(HOOK);
    for (let i = 0; i < 4; i++)
      await log.append([
        message(`m${i}`),
        {
          ...{ kind: "action", streamId: "s1", actor: null },
          action: { kind: "pin-text", text: `p${i}` },
        },
      ]);
    const expected = Array.from({ length: 4 }, () => ["message", "pin", "pin-text"]).flat();
    for (const size of [1, 2, 3, 5, 12, 100]) {
      const told: string[] = [];
      let cursor = { streamId: "s1", position: { seq: 0, actions: 0 } };
      for (let more = true; more;) {
        const page = await webhooks.readNext(cursor, size);
        for (const item of page.items)
          told.push("entry" in item ? item.entry.kind : item.record.kind);
        cursor = { streamId: "s1", position: page.to };
        more = page.more;
      }
      expect(told, `in pages of ${size}`).toEqual(expected);
    }
  });
});
