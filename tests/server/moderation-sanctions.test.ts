import { describe, expect, it } from "vitest";
import { SkippingClock } from "../support/skipping-clock.ts";
import { codeOf, joinAs, joinAsGuest, recordOf, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { connect } from "../support/connect.ts";
import { ask, collect, next } from "../support/stock-client.ts";

async function setUp() {
  const clock = new SkippingClock();
  const { url } = await startServer(SIGN_IN, { clock });
  const mod = await joinAs(url, "mod", "moderator");
  return { clock, url, mod };
}

describe("sanctions", () => {
  it("[MO4] a time-out refuses in every tab, says why and for how long, and ends by itself", async () => {
    const { clock, url, mod } = await setUp();
    const tom = await joinAs(url, "tom");
    const tab = await joinAs(url, "tom");
    const told = [tom, tab].map(({ client }) => next(client, "me-changed"));
    const done = await mod.does({ kind: "timeout", userId: "tom", seconds: 60, reason: "spam" });
    expect(recordOf(done)).toMatchObject({
      ...{ kind: "timeout", reason: "spam", undoable: true },
      by: { userId: "mod", role: "moderator" },
      person: { userId: "tom", nickname: "tom" },
    });
    for (const changed of told) {
      const { me } = await changed;
      expect(me).toMatchObject({ maySend: false, reason: "timed-out", note: "spam" });
      expect(me.retryAfterMs).toBeGreaterThan(59_000);
      expect(me.retryAfterMs).toBeLessThanOrEqual(60_000);
    }
    for (const each of [tom, tab]) {
      const answer = await each.say("hello");
      expect(codeOf(answer)).toBe("timed-out");
      expect(answer).toMatchObject({ error: { message: expect.stringContaining("spam") } });
    }
    const free = next(tom.client, "me-changed");
    clock.skip(60_001);
    expect((await free).me).toMatchObject({ maySend: true });
    expect(codeOf(await tom.say("sorry"))).toBeUndefined();
  });

  it("[MO4] a ban holds for a person who comes back, until it is lifted", async () => {
    const { url, mod } = await setUp();
    const guest = await joinAsGuest(url, "Tom");
    const { guestCredential = "" } = guest.joined;
    expect(codeOf(await mod.does({ kind: "ban", userId: guest.userId }))).toBeUndefined();
    guest.client.disconnect();
    const back = await joinAsGuest(url, "Other name", guestCredential);
    expect(back.joined.me).toMatchObject({ maySend: false, reason: "banned" });
    expect(back.joined.me.retryAfterMs).toBeUndefined();
    expect(codeOf(await back.say("let me in"))).toBe("banned");
    const free = next(back.client, "me-changed");
    await mod.does({ kind: "lift", userId: guest.userId });
    expect((await free).me.maySend).toBe(true);
    expect(codeOf(await back.say("thanks"))).toBeUndefined();
    expect(codeOf(await mod.does({ kind: "lift", userId: guest.userId }))).toBe("not-found");
  });

  it("[MO4] a later sanction replaces an earlier one", async () => {
    const { url, mod } = await setUp();
    const tom = await joinAs(url, "tom");
    await mod.does({ kind: "ban", userId: "tom" });
    await mod.does({ kind: "timeout", userId: "tom", seconds: 10 });
    expect(codeOf(await tom.say("?"))).toBe("timed-out");
    const { sanctions } = (await ask(mod.client, "load-sanctions", {
      streamId: "s1",
    })) as unknown as { sanctions: object[] };
    expect(sanctions).toMatchObject([{ userId: "tom", kind: "timeout" }]);
  });

  it("[MO4][HE6] a shadow hides what they send from everyone else, and they receive nothing about it", async () => {
    const { url, mod } = await setUp();
    const tom = await joinAs(url, "tom");
    const viewer = await joinAs(url, "viewer");
    const seen = collect(viewer.client, "new-message");
    const told = collect(tom.client, "me-changed");
    await mod.does({ kind: "shadow", userId: "tom" });
    expect(await tom.say("anyone?", "c1")).toMatchObject({
      ok: true,
      message: { seq: 1, message: "anyone?", clientId: "c1" },
    });
    expect(await tom.say("anyone?", "c1")).toEqual(await tom.say("anyone?", "c1"));
    await viewer.say("only I");
    await expect.poll(() => seen.map(({ message }) => message)).toEqual(["only I"]);
    expect(told).toEqual([]);
    const { card } = (await ask(mod.client, "load-person", {
      ...{ streamId: "s1", userId: "tom" },
    })) as unknown as { card: object };
    expect(card).toMatchObject({
      sanction: { kind: "shadow" },
      messages: [{ message: "anyone?", held: true }],
    });
  });

  it("[MO3] nobody but staff moderates, nobody acts on owners or themselves", async () => {
    const { url, mod } = await setUp();
    const tom = await joinAs(url, "tom");
    const owner = await joinAs(url, "boss", "owner");
    const elsewhere = await joinAs(url, "other-mod", "member");
    for (const each of [tom, elsewhere])
      expect(codeOf(await each.does({ kind: "timeout", userId: "mod", seconds: 10 }))).toBe(
        "forbidden",
      );
    for (const userId of ["boss", "mod"])
      expect(codeOf(await mod.does({ kind: "ban", userId }))).toBe("forbidden");
    expect(codeOf(await owner.does({ kind: "ban", userId: "mod" }))).toBeUndefined();
    expect(codeOf(await mod.say("?"))).toBe("banned");
    expect(codeOf(await mod.does({ kind: "ban", userId: "tom" }))).toBe("banned");
    expect(codeOf(await tom.say("I may"))).toBeUndefined();
  });

  it("[MO3] a sanction of an owner who was not known as one has no effect", async () => {
    const { url, mod } = await setUp();
    expect(codeOf(await mod.does({ kind: "ban", userId: "boss" }))).toBeUndefined();
    const owner = await joinAs(url, "boss", "owner");
    expect(owner.joined.me.maySend).toBe(true);
    expect(codeOf(await owner.say("I may"))).toBeUndefined();
  });

  it("[MO1] an owner makes a member a moderator, live and for later, and takes it back", async () => {
    const { url, mod } = await setUp();
    const owner = await joinAs(url, "boss", "owner");
    const tom = await joinAs(url, "tom");
    expect(codeOf(await mod.does({ kind: "appoint", userId: "tom", role: "moderator" }))).toBe(
      "forbidden",
    );
    const risen = next(tom.client, "me-changed");
    await owner.does({ kind: "appoint", userId: "tom", role: "moderator" });
    expect((await risen).me.role).toBe("moderator");
    expect((await joinAs(url, "tom")).joined.me.role).toBe("moderator");
    expect(codeOf(await tom.does({ kind: "ban", userId: "spammer" }))).toBeUndefined();
    expect(await tom.say("I am staff")).toMatchObject({ message: { role: "moderator" } });
    const impostor = ask(connect(url), "join-room", {
      ...{ streamId: "s1", user: { nickname: "T0M" } },
    });
    expect(codeOf(await impostor)).toBe("name-taken");
    const fallen = next(tom.client, "me-changed");
    await owner.does({ kind: "appoint", userId: "tom", role: "member" });
    expect((await fallen).me.role).toBe("member");
    expect(codeOf(await tom.does({ kind: "ban", userId: "spammer" }))).toBe("forbidden");
    expect(codeOf(await mod.does({ kind: "ban", userId: "tom" }))).toBeUndefined();
    const guest = await joinAsGuest(url, "Guest");
    const appointed = owner.does({ kind: "appoint", userId: guest.userId, role: "moderator" });
    expect(codeOf(await appointed)).toBe("forbidden");
  });
});
