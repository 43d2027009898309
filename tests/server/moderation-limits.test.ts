import { describe, expect, it } from "vitest";
import { KnownAuthors } from "../../server/src/chat/moderation/known-authors.ts";
import { openStorage } from "../../server/src/storage/open-storage.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { callerAddress } from "../../server/src/transport/caller-address.ts";
import { openChat } from "../support/open-chat.ts";
import { SkippingClock } from "../support/skipping-clock.ts";
import { codeOf, joinAs, joinAsGuest, SIGN_IN } from "../support/staff.ts";
import { standingClock } from "../support/standing-clock.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask } from "../support/stock-client.ts";
import { FakeClock } from "../widget/support/fake-clock.ts";

const HOUR_MS = 60 * 60_000;
const BEHIND_PROXY = { ...SIGN_IN, trustProxy: ["127.0.0.0/8", "::1"] };

describe("bans and limits by address", () => {
  it("[MO4] a ban with its address holds for other guests from there, and nobody else", async () => {
    const { url } = await startServer(BEHIND_PROXY);
    const mod = await joinAs(url, "mod", "moderator");
    const from = (address: string) => ({ "x-forwarded-for": address });
    const spammer = await joinAsGuest(url, "Spam", undefined, from("203.0.113.7"));
    await mod.does({ kind: "ban", userId: spammer.userId, withAddress: true });
    const again = await joinAsGuest(url, "Spam 2", undefined, from("203.0.113.7"));
    expect(again.joined.me).toMatchObject({ maySend: false, reason: "banned" });
    expect(codeOf(await again.say("spam"))).toBe("banned");
    const neighbour = await joinAsGuest(url, "Nice", undefined, from("203.0.113.8"));
    expect(codeOf(await neighbour.say("hello"))).toBeUndefined();
    const member = await joinAs(url, "member", "member", { headers: from("203.0.113.7") });
    expect(codeOf(await member.say("hello"))).toBeUndefined();
    await mod.does({ kind: "lift", userId: spammer.userId });
    expect(codeOf(await again.say("sorry"))).toBeUndefined();
  });

  it("[MO13] a script with ever new guests does not get past an address's limit", async () => {
    const limited = { ...BEHIND_PROXY, rateLimit: "2/600s" };
    const { url } = await startServer(limited, { clock: standingClock() });
    const codes: unknown[] = [];
    for (let i = 0; i < 22; i++) {
      const headers = { "x-forwarded-for": "2001:db8:1:2::" + i.toString(16) };
      const guest = await joinAsGuest(url, `guest ${i}`, undefined, headers);
      const answer = await guest.say("spam");
      codes.push(codeOf(answer));
      if (!answer.ok) expect(answer.error.retryAfterMs).toBeGreaterThan(0);
      guest.client.disconnect();
    }
    expect(codes.slice(0, 20)).toEqual(Array(20).fill(undefined));
    expect(codes.slice(20)).toEqual(["rate-limited", "rate-limited"]);
  });

  it("[MO13] reports, actions and joins are bounded, and say when to try again", async () => {
    const limited = { ...SIGN_IN, rateLimit: "100/1s" };
    const { url } = await startServer(limited, { clock: standingClock() });
    const mod = await joinAs(url, "mod", "moderator");
    const tom = await joinAs(url, "tom");
    const until = async (ask: () => Promise<{ ok: boolean }>, most: number) => {
      for (let i = 0; i <= most; i++) {
        const answer = await ask();
        if ((answer as { error?: { code: string } }).error?.code === "rate-limited") return i;
      }
      return Infinity;
    };
    const report = () =>
      ask(tom.client, "report-message", { streamId: "s1", id: "1.x", reason: "spam" });
    expect(await until(report, 20)).toBe(10);
    expect(
      await until(() => mod.does({ kind: "note", userId: "tom", text: "x" }), 130),
    ).toBeLessThan(130);
    const joined = await until(() => ask(tom.client, "join-room", { streamId: "s1" }), 70);
    expect(joined).toBeLessThan(70);
    expect(await ask(tom.client, "join-room", { streamId: "s1" })).toMatchObject({
      error: { code: "rate-limited", retryable: true, retryAfterMs: expect.any(Number) },
    });
  });

  it("[MO13] the guests of one address report 60 times a minute together", async () => {
    const limited = { ...BEHIND_PROXY, rateLimit: "100/1s" };
    const { url } = await startServer(limited, { clock: standingClock() });
    const report = { streamId: "s1", id: "1.x", reason: "spam" } as const;
    const codes: unknown[] = [];
    for (let i = 0; i < 7; i++) {
      const headers = { "x-forwarded-for": "203.0.113.7" };
      const { client } = await joinAsGuest(url, `guest ${i}`, undefined, headers);
      for (let n = 0; n < 9; n++) codes.push(codeOf(await ask(client, "report-message", report)));
    }
    expect(codes.indexOf("rate-limited")).toBe(60);
  });

  it("takes the word of the proxies that are named, and of nobody else", () => {
    const request = (remoteAddress: string | undefined, forwarded?: string) =>
      ({
        socket: { remoteAddress },
        headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
      }) as never;
    const direct = callerAddress();
    expect(direct(request("203.0.113.7"))).toBe("203.0.113.7");
    expect(direct(request("::ffff:203.0.113.7"))).toBe("203.0.113.7");
    expect(direct(request("203.0.113.7", "198.51.100.1"))).toBe("203.0.113.7");
    // It may be a proxy's, which serves everyone.
    expect(direct(request("10.0.0.5", "198.51.100.1"))).toBeUndefined();
    expect(direct(request(undefined))).toBeUndefined();
    expect(direct(request("2001:db8:1:2:3:4:5:6"))).toBe("2001:db8:1:2::");
    expect(direct(request("2001:0db8:1::6"))).toBe("2001:db8:1:0::");
    const proxied = callerAddress(["10.0.0.0/8"]);
    expect(proxied(request("10.0.0.5", "198.51.100.1"))).toBe("198.51.100.1");
    expect(proxied(request("10.0.0.5", "1.1.1.1, 198.51.100.1, 10.0.0.9"))).toBe("198.51.100.1");
    expect(proxied(request("203.0.113.7", "198.51.100.1"))).toBe("203.0.113.7");
    expect(proxied(request("10.0.0.5", "nonsense"))).toBeUndefined();
    expect(proxied(request("10.0.0.5"))).toBeUndefined();
    // However long a client makes the list, what the proxies added stands at its end.
    const long = `${"6.6.6.6, ".repeat(40)}198.51.100.1, 10.0.0.9`;
    expect(proxied(request("10.0.0.5", long))).toBe("198.51.100.1");
    expect(proxied(request("10.0.0.5", "10.0.0.9, ".repeat(40) + "10.0.0.9"))).toBeUndefined();
  });
});

describe("account age", () => {
  it("[MO6] counts from the token's word, else from the first attempt to write", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer(SIGN_IN, { clock });
    const owner = await joinAs(url, "boss", "owner");
    await owner.does({ kind: "set-mode", mode: { accountAgeSeconds: 600 } });
    const tom = await joinAs(url, "tom");
    const refused = await tom.say("hi");
    expect(refused).toMatchObject({ error: { code: "account-too-new" } });
    if (!refused.ok) expect(refused.error.retryAfterMs).toBeGreaterThan(590_000);
    const created_at = new Date(Date.now() - 601_000).toISOString();
    const old = await joinAs(url, "old", "member", { claims: { created_at } });
    expect(codeOf(await old.say("hi"))).toBeUndefined();
    const liar = { user_metadata: { created_at } };
    const young = await joinAs(url, "young", "member", { claims: liar });
    expect(codeOf(await young.say("hi"))).toBe("account-too-new");
    clock.skip(600_001);
    expect(codeOf(await tom.say("hi"))).toBeUndefined();
  });

  it("[MO6] a person who wrote before is known since then, on every node", async () => {
    const clock = new SkippingClock();
    const storage = await openStorage({ databaseUrl: "memory:" }, clock);
    const { url } = await startServer(SIGN_IN, { clock, storage });
    const tom = await joinAs(url, "tom");
    await tom.say("long ago");
    clock.skip(1_000_000);
    const other = await startServer(SIGN_IN, { clock, storage });
    const owner = await joinAs(other.url, "boss", "owner");
    await owner.does({ kind: "set-mode", mode: { accountAgeSeconds: 600 } });
    expect(codeOf(await (await joinAs(other.url, "tom")).say("hi"))).toBeUndefined();
    // What they write there makes them no newer.
    const third = await startServer(SIGN_IN, { clock, storage });
    expect(codeOf(await (await joinAs(third.url, "tom")).say("hello"))).toBeUndefined();
  });
});

it("[MO6] since when a person is known is read from the database once, however often they write", async () => {
  const since = { tom: 5_000, mina: 6_000 };
  const asked: string[] = [];
  const authors = new KnownAuthors(
    {
      recordVisit: (userId) => {
        asked.push(userId);
        return Promise.resolve(since[userId as keyof typeof since]);
      },
    },
    new FakeClock(),
  );
  const sinceMs = (userId: string) => authors.sinceMs({ kind: "guest", userId }, undefined);
  // Their message came before the rule: they are known, but not since when.
  authors.note("tom");
  for (let i = 0; i < 3; i++) {
    expect(await Promise.all([sinceMs("tom"), sinceMs("mina")])).toEqual([5_000, 6_000]);
    authors.note("tom");
    authors.note("mina");
  }
  expect(asked).toEqual(["tom", "mina"]);
});

it("[MO6] of many people, those who wrote longest ago are forgotten first", async () => {
  const authors = new KnownAuthors({ recordVisit: () => Promise.resolve(1) }, new FakeClock());
  for (const userId of ["tom", "mina"]) authors.note(userId);
  for (let i = 0; i < 19_998; i++) authors.note(`person ${i}`);
  authors.note("tom");
  authors.note("one too many");
  expect(["tom", "mina"].map((userId) => authors.isNew(userId))).toEqual([false, true]);
});

it("[MO6] the database is told once a day of a person who writes on", async () => {
  const clock = new FakeClock();
  const authors = new KnownAuthors({ recordVisit: () => Promise.resolve(1) }, clock);
  const newAt: number[] = [];
  for (let hour = 0; hour < 60; hour += 6) {
    if (authors.isNew("tom")) newAt.push(hour);
    authors.note("tom");
    clock.pass(6 * HOUR_MS);
  }
  expect(newAt).toEqual([0, 24, 48]);
});

it("[MO6] a guest who writes every day is known for longer than a month", async () => {
  const { chat, clock, moderation, connect, operate } = await openChat();
  const guest = connect("tom");
  await guest.join();
  for (let day = 0; day < 35; day++) {
    expect(await guest.say(`day ${day}`)).toBeUndefined();
    clock.pass(24 * HOUR_MS);
    while (await moderation.port.deleteExpired(500, clock.nowMs()));
  }
  await operate({ kind: "set-mode", mode: { accountAgeSeconds: 3_600 } });
  expect(await guest.say("still me")).toBeUndefined();
  // The same on a node that knows nobody yet.
  const elsewhere = new KnownAuthors(chat.moderation, clock);
  const sinceMs = await elsewhere.sinceMs(guest.connection.identity, undefined);
  expect(clock.nowMs() - sinceMs).toBe(35 * 24 * HOUR_MS);
});

describe("listed streams", () => {
  it("[MO14] only those that were made are there", async () => {
    const storage = await openStorage({ databaseUrl: "memory:" }, systemClock);
    const { url } = await startServer({ ...SIGN_IN, streams: "listed" }, { storage });
    const client = connect(url);
    const enter = () => ask(client, "join-room", { streamId: "show", user: { nickname: "Tom" } });
    expect(codeOf(await enter())).toBe("unknown-stream");
    await storage.moderation.setListed("show", true);
    expect(codeOf(await enter())).toBeUndefined();
  });
});
