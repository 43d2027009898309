import { describe, expect, inject, it } from "vitest";
import { createDatabase } from "../../support/postgres.ts";
import { SkippingClock } from "../../support/skipping-clock.ts";
import { joinAs, joinAsGuest } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";
import { tell, WebhookReceiver, WEBHOOKS } from "../../support/webhook-receiver.ts";

const HOUR_MS = 60 * 60_000;

async function setUp() {
  const clock = new SkippingClock();
  const { url } = await startServer(WEBHOOKS, { clock });
  const receiver = await WebhookReceiver.open();
  const api = await tell(url, receiver, { events: ["message.created"] });
  const tom = await joinAsGuest(url, "Tom");
  return { clock, url, receiver, api, tom };
}

describe("deliveries", () => {
  it("[WH3] one is under way at a time, and the next has all that gathered, in order", async () => {
    const { receiver, tom } = await setUp();
    let letGo = () => undefined as void;
    receiver.answer = () => new Promise((resolve) => (letGo = () => resolve(204)));
    await tom.say("0");
    await receiver.until("the first is under way", () => receiver.most === 1);
    for (let i = 1; i < 250; i++) await tom.say(String(i));
    receiver.answer = () => 204;
    letGo();
    await receiver.until("all of them", () => receiver.texts.length >= 250);
    expect(receiver.texts).toEqual(Array.from({ length: 250 }, (_, i) => String(i)));
    expect(receiver.deliveries.map(({ body }) => body.events.length)).toEqual([1, 100, 100, 49]);
    expect(receiver.most).toBe(1);
  });

  it("[WH3][WH4] a failed delivery is repeated unchanged under its id, before later ones", async () => {
    const { clock, receiver, tom, api } = await setUp();
    receiver.answer = () => 500;
    await tom.say("one");
    await receiver.until("the first attempt", () => receiver.deliveries.length === 1);
    await troubled(api, 1);
    await tom.say("two");
    clock.skip(6_001);
    await receiver.until("the second attempt", () => receiver.deliveries.length === 2);
    await troubled(api, 2);
    receiver.answer = () => 204;
    clock.skip(12_001);
    await receiver.until("both", () => receiver.texts.length === 2);
    expect(receiver.texts).toEqual(["one", "two"]);
    const [first, second, third] = receiver.deliveries;
    expect(second?.body).toEqual(first?.body);
    expect(third?.body).toEqual(first?.body);
    expect(third?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(receiver.deliveries[3]?.headers["webhook-id"]).not.toBe(first?.headers["webhook-id"]);
  });

  it("[WH4] after a day it is parked and says so, until it is asked for", async () => {
    const { clock, receiver, tom, api } = await setUp();
    receiver.answer = () => 503;
    await tom.say("one");
    let attempts = 0;
    while (attempts < 100) {
      await receiver.until("an attempt", () => receiver.deliveries.length > attempts);
      const trouble = await troubled(api, attempts + 1);
      // While one was under way, the clock may have come to the next.
      ({ attempts } = trouble);
      if (trouble.parked) break;
      expect(trouble).toMatchObject({ streamId: "s1", lastError: "It answered 503." });
      clock.skip(trouble.nextAtMs - clock.nowMs() + 1);
      // The node may have noted the failure in the store, and not yet when to wake up.
      while (receiver.deliveries.length === attempts) {
        clock.skip(1_000);
        await api.get("/webhooks/crm");
      }
    }
    // 10 in the first two hours, then one an hour, a fifth more or less.
    expect(attempts).toBeGreaterThan(28);
    expect(attempts).toBeLessThan(42);
    clock.skip(5 * HOUR_MS);
    await tom.say("two");
    expect(receiver.deliveries).toHaveLength(attempts);
    receiver.answer = () => 204;
    await api.post("/webhooks/crm/retry");
    await receiver.until("both", () => receiver.texts.length === 2);
    expect(receiver.texts).toEqual(["one", "two"]);
    expect((await api.get("/webhooks/crm")).body.troubles).toEqual([]);
  });

  it("[WH4] a receiver that answers 410 is not asked again", async () => {
    const { receiver, tom, api } = await setUp();
    receiver.answer = () => 410;
    await tom.say("one");
    expect(await troubled(api, 1)).toMatchObject({ parked: true });
  });

  it("[WH5] a redirect is not followed", async () => {
    const { receiver, tom, api } = await setUp();
    receiver.answer = () => 302;
    await tom.say("one");
    expect(await troubled(api, 1)).toMatchObject({ lastError: "It answered 302." });
    expect(receiver.deliveries).toHaveLength(1);
  });

  it("[WH3] two nodes tell of everything once, in order, whichever took it", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const nodes = [
      await startServer({ ...WEBHOOKS, databaseUrl }),
      await startServer({ ...WEBHOOKS, databaseUrl }),
    ];
    const receiver = await WebhookReceiver.open();
    for (const { url } of nodes) await tell(url, receiver, { events: ["message.created"] });
    const people = await Promise.all(nodes.map(({ url }, i) => joinAs(url, `tom-${i}`)));
    for (let i = 0; i < 40; i++) await Promise.all(people.map((each) => each.say(`${i}`)));
    await receiver.until("80 messages", () => receiver.texts.length >= 80);
    expect(receiver.events.map(({ data }) => data["seq"])).toEqual(
      Array.from({ length: 80 }, (_, i) => i + 1),
    );
    expect(receiver.most).toBe(1);
  });
});

/** What a webhook's only trouble is after so many attempts, or more. */
async function troubled(api: Awaited<ReturnType<typeof tell>>, attempts: number) {
  for (let asked = 0; asked < 1_000; asked++) {
    const [trouble] = (await api.get("/webhooks/crm")).body.troubles;
    if (trouble?.attempts >= attempts) return trouble;
  }
  throw new Error(`there were never ${attempts} attempts`);
}
