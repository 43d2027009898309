import { describe, expect, it } from "vitest";
import { SHIELD_MODE } from "#protocol";
import { SkippingClock } from "../support/skipping-clock.ts";
import { codeOf, joinAs, joinAsGuest, recordOf, SIGN_IN } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";

async function setUp() {
  const clock = new SkippingClock();
  const { url } = await startServer(SIGN_IN, { clock });
  const owner = await joinAs(url, "boss", "owner");
  const tom = await joinAs(url, "tom");
  return { clock, url, owner, tom };
}

describe("room modes", () => {
  it("[MO6] slow mode lets each person write once in so long, staff always", async () => {
    const { clock, url, owner, tom } = await setUp();
    await owner.does({ kind: "set-mode", mode: { slowSeconds: 30 } });
    expect(codeOf(await tom.say("one"))).toBeUndefined();
    const refused = await tom.say("two");
    expect(refused).toMatchObject({ error: { code: "slow-mode", retryable: true } });
    expect((await joinAs(url, "tom")).joined.room.mode).toEqual({ slowSeconds: 30 });
    expect(codeOf(await (await joinAs(url, "tom")).say("other tab"))).toBe("slow-mode");
    for (const text of ["a", "b"]) expect(codeOf(await owner.say(text))).toBeUndefined();
    expect(codeOf(await (await joinAs(url, "anna")).say("mine"))).toBeUndefined();
    clock.skip(30_001);
    expect(codeOf(await tom.say("two"))).toBeUndefined();
  });

  it("[MO6] members only, emoji only, no links, no repeats and frozen refuse with their own codes", async () => {
    const { url, owner, tom } = await setUp();
    const guest = await joinAsGuest(url, "Guest");
    await owner.does({ kind: "set-mode", mode: { membersOnly: true } });
    expect(codeOf(await guest.say("hi"))).toBe("members-only");
    expect(codeOf(await tom.say("hi"))).toBeUndefined();
    await owner.does({ kind: "set-mode", mode: { membersOnly: null, emojiOnly: true } });
    expect(codeOf(await guest.say("hi"))).toBe("emoji-only");
    expect(codeOf(await guest.say("👍🏽 👩‍👩‍👧 🇰🇷 ❤️ 1️⃣"))).toBeUndefined();
    await owner.does({ kind: "set-mode", mode: { emojiOnly: false, noLinks: true } });
    for (const link of ["see https://a.example", "shop.com now", "WWW.x.y", "ｂａｄ．ｃｏｍ"])
      expect([link, codeOf(await tom.say(link))]).toEqual([link, "no-links"]);
    expect(codeOf(await tom.say("3.5 of 10, e.g. this..."))).toBeUndefined();
    await owner.does({ kind: "set-mode", mode: { noLinks: null, unique: true } });
    expect(codeOf(await tom.say("Buy now!"))).toBeUndefined();
    expect(codeOf(await guest.say("b u y  NOW"))).toBe("repeated-message");
    expect(codeOf(await owner.say("Buy now!"))).toBeUndefined();
    await owner.does({ kind: "set-mode", mode: { unique: null, frozen: true } });
    expect(codeOf(await tom.say("hello?"))).toBe("frozen");
    expect(codeOf(await owner.say("calm"))).toBeUndefined();
  });

  it("[MO6] a repeat may be sent again when a minute has passed", async () => {
    const { clock, owner, tom } = await setUp();
    await owner.does({ kind: "set-mode", mode: { unique: true } });
    await tom.say("again");
    expect(await tom.say("again")).toMatchObject({ error: { code: "repeated-message" } });
    clock.skip(60_001);
    expect(codeOf(await tom.say("again"))).toBeUndefined();
  });

  it("[MO3][MO6] an ended stream is over for staff too, and only owners end it", async () => {
    const { url, owner, tom } = await setUp();
    const mod = await joinAs(url, "mod", "moderator");
    expect(codeOf(await mod.does({ kind: "set-mode", mode: { ended: true } }))).toBe("forbidden");
    await tom.say("last words");
    const done = await owner.does({ kind: "set-mode", mode: { ended: true } });
    for (const each of [tom, mod, owner]) expect(codeOf(await each.say("?"))).toBe("stream-ended");
    const actionId = recordOf(done).id;
    expect(codeOf(await mod.does({ kind: "undo", actionId }))).toBe("forbidden");
    expect(codeOf(await owner.does({ kind: "undo", actionId }))).toBeUndefined();
    expect(codeOf(await tom.say("we are back"))).toBeUndefined();
  });

  it("[EN10] each change is an entry with the whole mode, and joins tell what holds", async () => {
    const { url, owner } = await setUp();
    await owner.does({ kind: "set-mode", mode: { slowSeconds: 5, noLinks: true } });
    await owner.does({ kind: "set-mode", mode: { slowSeconds: 0 } });
    const late = await joinAs(url, "late", "member", { wants: ["entries"] });
    expect(late.joined.room.mode).toEqual({ noLinks: true });
    const answer = await late.client.emitWithAck("fetch-entries", { streamId: "s1", after: 0 });
    expect(answer.ok && answer.entries).toMatchObject([
      { kind: "mode", seq: 1, mode: { slowSeconds: 5, noLinks: true } },
      { kind: "mode", seq: 2, mode: { noLinks: true } },
    ]);
  });

  it("[MO7] the shield sets several rules at once, and its end restores the mode before it", async () => {
    const { url, owner } = await setUp();
    const modeNow = async () => (await joinAs(url, "late")).joined.room.mode;
    await owner.does({ kind: "set-mode", mode: { slowSeconds: 3 } });
    const up = recordOf(await owner.does({ kind: "shield", on: true }));
    expect(await modeNow()).toEqual(SHIELD_MODE);
    await owner.does({ kind: "set-mode", mode: { emojiOnly: true } });
    await owner.does({ kind: "shield", on: false });
    expect(await modeNow()).toEqual({ slowSeconds: 3, emojiOnly: true });
    expect(codeOf(await owner.does({ kind: "shield", on: false }))).toBe("not-found");
    // Newer words stand in its place.
    expect(codeOf(await owner.does({ kind: "undo", actionId: up.id }))).toBe("not-found");
    const again = recordOf(await owner.does({ kind: "shield", on: true }));
    await owner.does({ kind: "undo", actionId: again.id });
    expect(await modeNow()).toEqual({ slowSeconds: 3, emojiOnly: true });
  });
});
