import type { FilterRule } from "#protocol";
import { describe, expect, inject, it } from "vitest";

import { ADMIN_TOKEN, apiOf } from "../../support/http-api.ts";
import { createDatabase } from "../../support/postgres.ts";
import { SkippingClock } from "../../support/skipping-clock.ts";
import { codeOf, joinAs, recordOf, SIGN_IN, type JoinedClient } from "../../support/staff.ts";
import { standingClock } from "../../support/standing-clock.ts";
import { startServer } from "../../support/start-server.ts";
import { ask, collect, next } from "../../support/stock-client.ts";

const SPOILERS: FilterRule = {
  ...{ id: "spoilers", kind: "words", words: ["spoiler"] },
  action: { kind: "refuse" },
  reason: "No spoilers here, please.",
};
const withAction = (action: FilterRule["action"]): FilterRule => ({ ...SPOILERS, action });

async function setUp() {
  const clock = new SkippingClock();
  const { url } = await startServer(SIGN_IN, { clock });
  const owner = await joinAs(url, "boss", "owner");
  const tom = await joinAs(url, "tom");
  const filter = (...rules: FilterRule[]) => owner.does({ kind: "set-filters", rules });
  return { clock, url, owner, tom, filter };
}

const asks = (who: JoinedClient, event: "load-filters" | "try-filter" | "load-queue", more = {}) =>
  ask(who.client, event, { streamId: "s1", ...more });

describe("a stream's filters", () => {
  it("[FI2][FI10] refuse with the rule's reason, and not staff; nobody else sees it", async () => {
    const { url, owner, tom, filter } = await setUp();
    const seen = collect(owner.client, "new-message");
    expect(codeOf(await tom.say("a spoiler"))).toBeUndefined();
    await filter(SPOILERS);
    expect(await tom.say("a s-p-o-i-l-e-r")).toMatchObject({
      error: {
        code: "filtered",
        message: "No spoilers here, please.",
        reason: "No spoilers here, please.",
        retryable: false,
      },
    });
    const mod = await joinAs(url, "mod", "moderator");
    for (const staff of [owner, mod]) expect(codeOf(await staff.say("spoiler"))).toBeUndefined();
    expect(codeOf(await tom.say("nothing of the kind"))).toBeUndefined();
    const last = "nothing of the kind";
    await expect.poll(() => seen.map(({ message }) => message).at(-1)).toBe(last);
    expect(seen.map(({ message }) => message)).toEqual(["a spoiler", "spoiler", "spoiler", last]);
  });

  it("[FI3][HE1][HE6] hold for review, openly or as if it were sent", async () => {
    const { owner, tom, filter } = await setUp();
    await filter(withAction({ kind: "hold" }));
    expect(await tom.say("spoiler one")).toMatchObject({ ok: true, held: true });
    await filter(withAction({ kind: "shadow" }));
    const sent = await tom.say("spoiler two");
    expect(sent).toMatchObject({ ok: true, message: { seq: 1 } });
    expect(sent).not.toHaveProperty("held");
    expect(await asks(owner, "load-queue")).toMatchObject({
      held: [
        { message: "spoiler one", why: "filter", rule: "spoilers" },
        { message: "spoiler two", why: "shadow", rule: "spoilers" },
      ],
    });
  });

  it("[FI3] time out the author, in the rule's name", async () => {
    const { clock, owner, tom, filter } = await setUp();
    await filter(withAction({ kind: "timeout", seconds: 60 }));
    const told = next(tom.client, "me-changed");
    expect(codeOf(await tom.say("spoiler"))).toBe("filtered");
    expect((await told).me).toMatchObject({
      reason: "timed-out",
      note: "No spoilers here, please.",
    });
    expect(codeOf(await tom.say("sorry"))).toBe("timed-out");
    const audit = await ask(owner.client, "load-audit", { streamId: "s1", limit: 1 });
    expect(audit).toMatchObject({
      records: [
        { kind: "timeout", by: null, person: { userId: "tom" }, detail: { rule: "spoilers" } },
      ],
    });
    clock.skip(60_001);
    expect(codeOf(await tom.say("hello again"))).toBeUndefined();
  });

  it("[FI8] count a text that a person writes again, but not the repeat of a send", async () => {
    const { clock, tom, filter } = await setUp();
    const action = { kind: "refuse" } as const;
    await filter({ id: "again", kind: "repeats", byOne: 1, withinSeconds: 60, action });
    expect(codeOf(await tom.say("buy now", "c1"))).toBeUndefined();
    expect(codeOf(await tom.say("buy now", "c1"))).toBeUndefined();
    expect(codeOf(await tom.say("Buy  nowww!", "c2"))).toBe("filtered");
    clock.skip(60_001);
    expect(codeOf(await tom.say("buy now", "c3"))).toBeUndefined();
  });

  it("[FI12] are set by owners alone, audited without their words, and undone", async () => {
    const { url, owner, tom, filter } = await setUp();
    const mod = await joinAs(url, "mod", "moderator");
    for (const who of [mod, tom])
      expect(codeOf(await who.does({ kind: "set-filters", rules: [] }))).toBe("forbidden");
    const record = recordOf(await filter(SPOILERS));
    expect(record).toMatchObject({
      ...{ kind: "set-filters", undoable: true, by: { userId: "boss" } },
      detail: { rules: [{ id: "spoilers", kind: "words" }] },
    });
    expect(JSON.stringify(record)).not.toContain('"words":[');
    const undo = { kind: "undo", actionId: record.id } as const;
    expect(codeOf(await mod.does(undo))).toBe("forbidden");
    expect(codeOf(await owner.does(undo))).toBeUndefined();
    expect(codeOf(await tom.say("spoiler"))).toBeUndefined();
    expect(await asks(mod, "load-filters")).toEqual({ ok: true, rules: [] });
  });

  it("[FI6][FI12] a pattern that is none changes nothing and says why", async () => {
    const { tom, filter } = await setUp();
    await filter(SPOILERS);
    const action = { kind: "refuse" } as const;
    const answer = await filter({ id: "p", kind: "patterns", patterns: ["(a"], action });
    expect(answer).toMatchObject({ error: { code: "bad-request" } });
    expect(!answer.ok && answer.error.message).toMatch(/^p: This is not a pattern/);
    expect(codeOf(await tom.say("spoiler"))).toBe("filtered");
  });

  it("[FI13] are read and tried out by staff, before they are set and after", async () => {
    const { owner, tom, filter } = await setUp();
    for (const event of ["load-filters", "try-filter"] as const)
      expect(codeOf(await asks(tom, event, { text: "x" }))).toBe("forbidden");
    const text = "a SPOILER";
    expect(await asks(owner, "try-filter", { text })).toEqual({ ok: true });
    const finding = { rule: "spoilers", kind: "words", found: { from: 2, to: 9 } };
    expect(await asks(owner, "try-filter", { text, rules: [SPOILERS] })).toMatchObject({ finding });
    expect(codeOf(await tom.say(text))).toBeUndefined();
    await filter(SPOILERS);
    expect(await asks(owner, "try-filter", { text })).toMatchObject({ finding });
    expect(await asks(owner, "load-filters")).toMatchObject({ rules: [SPOILERS] });
  });

  it("[FI13] may be tried out so often that typing goes on, and no more", async () => {
    const bounded = { ...SIGN_IN, rateLimit: "1000/10s" };
    const { url } = await startServer(bounded, { clock: standingClock() });
    const owner = await joinAs(url, "boss", "owner");
    const answers = await Promise.all(
      Array.from({ length: 130 }, (_, i) => asks(owner, "try-filter", { text: `text ${i}` })),
    );
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused).toHaveLength(10);
    for (const answer of refused) expect(codeOf(answer)).toBe("rate-limited");
    expect(codeOf(await owner.does({ kind: "set-filters", rules: [SPOILERS] }))).toBeUndefined();
  });

  it("[FI7][FI14] let one message with a link of a permitted person pass, once and for a limited time", async () => {
    const { clock, owner, tom, filter } = await setUp();
    const action = { kind: "refuse" } as const;
    await filter({ id: "links", kind: "links", allow: ["shop.example"], action });
    await owner.does({ kind: "set-mode", mode: { noLinks: true } });
    expect(codeOf(await tom.say("see evil.com"))).toBe("no-links");
    const permit = { kind: "permit-link", userId: "tom" } as const;
    expect(codeOf(await tom.does(permit))).toBe("forbidden");
    expect(recordOf(await owner.does(permit))).toMatchObject({
      ...{ kind: "permit-link", person: { userId: "tom" }, undoable: false },
    });
    expect(codeOf(await tom.say("no link yet"))).toBeUndefined();
    expect(codeOf(await tom.say("see evil.com"))).toBeUndefined();
    expect(codeOf(await tom.say("and evil.com again"))).toBe("no-links");
    await owner.does({ kind: "set-mode", mode: { noLinks: false } });
    expect(codeOf(await tom.say("but shop.example is fine"))).toBeUndefined();
    expect(codeOf(await tom.say("and evil.com is not"))).toBe("filtered");
    await owner.does(permit);
    clock.skip(600_001);
    expect(codeOf(await tom.say("too late for evil.com"))).toBe("filtered");
  });

  it("[AD5][FI12][FI13] are set, read and tried out over HTTP, patterns checked alike", async () => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const api = apiOf(url);
    const action = { kind: "set-filters", rules: [SPOILERS] };
    expect((await api.post("/streams/s1/actions", action)).status).toBe(200);
    expect((await api.get("/streams/s1/filters")).body).toEqual({ ok: true, rules: [SPOILERS] });
    expect(codeOf(await (await joinAs(url, "tom")).say("spoiler"))).toBe("filtered");
    const tried = await api.post("/streams/s1/filters/try", { text: "a spoiler" });
    expect(tried.body).toMatchObject({ finding: { rule: "spoilers", found: { from: 2, to: 9 } } });
    const wrong = { ...SPOILERS, kind: "patterns", patterns: ["(a"], words: undefined };
    const refused = await api.post("/streams/s1/actions", { kind: "set-filters", rules: [wrong] });
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toContain("This is not a pattern");
    expect((await api.get("/streams/s1/filters")).body.rules).toEqual([SPOILERS]);
  });

  it("[FI12][MO12] hold on another node at once, without a bus, and after a restart", async () => {
    const databaseUrl = await createDatabase(inject("postgresUrl"));
    const start = () => startServer({ ...SIGN_IN, databaseUrl });
    const [here, there] = await Promise.all([start(), start()]);
    const owner = await joinAs(here.url, "boss", "owner");
    const tom = await joinAs(there.url, "tom");
    expect(codeOf(await tom.say("spoiler 1"))).toBeUndefined();
    const rules = [withAction({ kind: "timeout", seconds: 60 })];
    await owner.does({ kind: "set-filters", rules });
    // Nothing has told the other node: its next commit does.
    expect(codeOf(await tom.say("spoiler 2"))).toBe("filtered");
    expect(codeOf(await tom.say("hm"))).toBe("timed-out");
    const again = await start();
    const anna = await joinAs(again.url, "anna");
    expect(codeOf(await anna.say("spoiler 3"))).toBe("filtered");
  });
});
