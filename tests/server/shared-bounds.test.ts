import { describe, expect, it } from "vitest";
import type { Role } from "#protocol";
import { ActionLimits, type LimitedAction } from "../../server/src/chat/limits/action-limits.ts";
import { SendLimit } from "../../server/src/chat/limits/send-limit.ts";
import { codeOf, joinAs, SIGN_IN, type JoinedClient } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { ask } from "../support/stock-client.ts";

const BOUNDED = { ...SIGN_IN, rateLimit: "1000/1s" };

const ACTIONS: LimitedAction[] = [
  "join",
  "read",
  "staff-read",
  "search",
  "report",
  "remove",
  "authenticate",
  "moderate",
  "try-filter",
  "rule-timeout",
];
/** Lowest first. */
const STANDINGS: Role[] = ["guest", "member", "moderator", "owner"];

describe("limits shared by many people", () => {
  it.each(ACTIONS)(
    "[MO15] a flood of %s by those below takes nothing from those above",
    (action) => {
      const limits = new ActionLimits({ count: 60, windowMs: 10_000 });
      const at = (userId: string, role: Role) =>
        limits.take(action, { userId, role, addressHash: "one", streamId: "s1" }, 0);
      for (const [i, role] of STANDINGS.entries()) {
        // Each flood comes from ever new people at one address, until nothing is left.
        for (let n = 0; n < 150_000 && at(`${role} ${n}`, role) === 0; n++);
        for (const above of STANDINGS.slice(i + 1)) expect(at(`${above} above`, above)).toBe(0);
      }
    },
  );

  it("[MO15][SM8] a flood of messages by those below takes nothing from those above", () => {
    const limit = new SendLimit({ count: 8, windowMs: 10_000 });
    for (const [i, role] of STANDINGS.entries()) {
      for (let n = 0; n < 10_000 && limit.admitToStream({ role }, "s1", 0) === 0; n++);
      for (const above of STANDINGS.slice(i + 1))
        expect(limit.admitToStream({ role: above }, "s1", 0)).toBe(0);
    }
  });
});

describe("callers without the right", () => {
  it("[MO15][MO3] takes no action away from staff, however often they try", async () => {
    const { url } = await startServer(BOUNDED);
    const mod = await joinAs(url, "mod", "moderator");
    await Promise.all(
      Array.from({ length: 6 }, async (_, i) => {
        const anyone = await joinAs(url, `anyone ${i}`);
        const codes = await times(110, () => anyone.does({ kind: "clear" }));
        expect(new Set(codes)).toEqual(new Set(["forbidden"]));
      }),
    );
    expect(codeOf(await mod.does({ kind: "note", userId: "tom", text: "hello" }))).toBeUndefined();
  });

  it("[MO15][HE4] silences nobody's reports with junk", async () => {
    const { url } = await startServer(BOUNDED);
    const author = await joinAs(url, "author");
    const said = (await author.say("look at this")) as unknown as { message: { id: string } };
    const report = (from: JoinedClient, id: string) =>
      ask(from.client, "report-message", { streamId: "s1", id, reason: "spam" });
    const people = await Promise.all(
      Array.from({ length: 42 }, (_, i) => joinAs(url, `junk ${i}`)),
    );
    for (const each of people) await times(10, () => report(each, "1.x"));
    const honest = await joinAs(url, "honest");
    expect(codeOf(await report(honest, said.message.id))).toBeUndefined();
  });

  it("[MO13][RM1] asks for removals no faster than people do, and authors still have theirs", async () => {
    const { url } = await startServer(BOUNDED);
    const author = await joinAs(url, "author");
    const said = (await author.say("take this back")) as unknown as { message: { id: string } };
    const anyone = await joinAs(url, "anyone");
    const remove = (from: JoinedClient) =>
      ask(from.client, "remove-message", { streamId: "s1", id: said.message.id });
    const codes = await times(80, () => remove(anyone));
    expect(codes.filter((code) => code === "forbidden")).toHaveLength(60);
    expect(codes.filter((code) => code === "rate-limited")).toHaveLength(20);
    expect(codeOf(await remove(author))).toBeUndefined();
  });

  it("[MO13][ID5] shows made-up tokens no faster than people sign in", async () => {
    const { url } = await startServer(BOUNDED);
    const anyone = await joinAs(url, "anyone");
    const codes = await times(30, () => ask(anyone.client, "authenticate", { token: "a.b.c" }));
    expect(codes.filter((code) => code === "invalid-token")).toHaveLength(20);
    expect(codes.at(-1)).toBe("rate-limited");
  });
});

/** What so many requests at once were refused with. */
async function times(count: number, request: () => Promise<object>): Promise<unknown[]> {
  const answers = await Promise.all(Array.from({ length: count }, request));
  return answers.map((answer) => codeOf(answer as Parameters<typeof codeOf>[0]));
}
