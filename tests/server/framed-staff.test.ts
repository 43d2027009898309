import { describe, expect, it } from "vitest";
import type { FilterRule, Me } from "#protocol";
import { connect } from "../support/connect.ts";
import { codeOf, joinAs, recordOf, SIGN_IN, tokenOf, type JoinedClient } from "../support/staff.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join, next } from "../support/stock-client.ts";

const EVERYWHERE = { ...SIGN_IN, origins: "*" } as const;
const OWNER = { chat_role: "owner" };

/** Somebody whose page is in a frame of another origin. */
async function comeFramed(url: string, userId: string, claims: object = {}) {
  const auth = { token: await tokenOf(userId, claims), framed: true };
  const client = connect(url, { auth });
  return { client, joined: await join(client, "s1") };
}

const ACTIONS = [
  { kind: "ban", userId: "raider" },
  { kind: "clear" },
  { kind: "appoint", userId: "raider", role: "moderator" },
  { kind: "set-mode", mode: { frozen: true } },
] as const;
const STAFF_READS = [
  "load-audit",
  "load-sanctions",
  "load-queue",
  "load-filters",
  "load-pulse",
  "load-report",
] as const;

describe("staff in frames of other origins", () => {
  it("[EM7] acts as a member in everything where every origin may embed, and receives their real role", async () => {
    const { url } = await startServer(EVERYWHERE);
    const { client, joined } = await comeFramed(url, "boss", OWNER);
    expect(joined.me).toMatchObject({ role: "member", roleOutsideFrame: "owner", maySend: true });
    expect(joined.room.waiting).toBeUndefined();
    for (const action of ACTIONS)
      expect(codeOf(await ask(client, "moderate", { streamId: "s1", action }))).toBe("forbidden");
    for (const read of STAFF_READS)
      expect(codeOf(await ask(client, read, { streamId: "s1" })), read).toBe("forbidden");
    const sent = await ask(client, "send-message", { streamId: "s1", message: "hello" });
    expect(sent).toMatchObject({ ok: true, message: { role: "member" } });
  });

  it("[EM7] removes only their own messages there", async () => {
    const { url } = await startServer(EVERYWHERE);
    const tom = await joinAs(url, "tom");
    const said = idOf(await tom.say("mine"));
    const { client } = await comeFramed(url, "boss", OWNER);
    const own = idOf(await ask(client, "send-message", { streamId: "s1", message: "hello" }));
    expect(codeOf(await ask(client, "remove-message", { streamId: "s1", id: said }))).toBe(
      "forbidden",
    );
    expect(codeOf(await ask(client, "remove-message", { streamId: "s1", id: own }))).toBe(
      undefined,
    );
  });

  it("[EM7] holds for fresh tokens, and for people who are appointed while they are there", async () => {
    const { url } = await startServer(EVERYWHERE);
    const boss = await joinAs(url, "boss", "owner");
    const { client } = await comeFramed(url, "mina");
    const changed = nextMe(client);
    recordOf(await boss.does({ kind: "appoint", userId: "mina", role: "moderator" }));
    expect(await changed).toMatchObject({ role: "member", roleOutsideFrame: "moderator" });
    expect(await bans(client)).toBe("forbidden");

    const renewed = nextMe(client);
    await ask(client, "authenticate", { token: await tokenOf("mina", OWNER) });
    expect(await renewed).toMatchObject({ role: "member", roleOutsideFrame: "owner" });
    expect(await bans(client)).toBe("forbidden");
  });

  it("[EM7] a room's mode and filters hold for them, and nobody may act on them", async () => {
    const { url } = await startServer(EVERYWHERE);
    const boss = await joinAs(url, "boss", "owner");
    const rule: FilterRule = {
      id: "r1",
      kind: "words",
      words: ["coins"],
      action: { kind: "refuse" },
    };
    recordOf(await boss.does({ kind: "set-filters", rules: [rule] }));
    const { client } = await comeFramed(url, "boss", OWNER);
    const say = (message: string) => ask(client, "send-message", { streamId: "s1", message });
    expect(codeOf(await say("coins"))).toBe("filtered");
    recordOf(await boss.does({ kind: "set-mode", mode: { frozen: true } }));
    expect(codeOf(await say("hello"))).toBe("frozen");
    boss.client.disconnect();
    const moderator = await joinAs(url, "mod", "moderator");
    expect(codeOf(await moderator.does({ kind: "ban", userId: "boss" }))).toBe("forbidden");
  });

  it("[EM7] keeps their name theirs: a frame frees no reserved name", async () => {
    const { url } = await startServer(EVERYWHERE);
    await joinAs(url, "boss", "owner", { claims: { name: "ShopOwner" } });
    await comeFramed(url, "boss", { ...OWNER, name: "ShopOwner" });
    const client = connect(url, { auth: { token: await tokenOf("tom", { name: "ShopOwner" }) } });
    expect((await join(client, "s1")).me.reason).toBe("name-taken");
  });

  it("[EM7] does not hold where the operator has listed the origins", async () => {
    const { url } = await startServer({ ...SIGN_IN, origins: ["https://shop.example"] });
    const { joined } = await comeFramed(url, "boss", OWNER);
    expect(joined.me).toMatchObject({ role: "owner" });
    expect(joined.me).not.toHaveProperty("roleOutsideFrame");
  });

  it("[EM7] takes no other value than true for it", async () => {
    const { url } = await startServer(EVERYWHERE);
    const client = connect(url, { auth: { token: await tokenOf("boss", OWNER), framed: "no" } });
    expect((await join(client, "s1")).me.role).toBe("owner");
  });
});

describe("[EM7] the server's own pages, where every origin may embed", () => {
  it.each([
    ["/embed/s1", /frame-ancestors \*/],
    ["/overlay/s1", /frame-ancestors \*/],
    ["/sign-in/", /frame-ancestors 'none'/],
    ["/", /frame-ancestors 'self'/],
    ["/embed", /frame-ancestors 'self'/],
    ["/embed-example.html", /frame-ancestors 'self'/],
    ["/index.html", /frame-ancestors 'self'/],
  ])("%s", async (path, policy) => {
    const { url } = await startServer({
      ...EVERYWHERE,
      supabaseUrl: "https://project.supabase.co",
      supabaseKey: "sb_publishable_x",
    });
    const { headers } = await fetch(url + path);
    expect(headers.get("content-security-policy")).toMatch(policy);
  });
});

function bans(client: JoinedClient["client"]) {
  const action = { kind: "ban", userId: "raider" } as const;
  return ask(client, "moderate", { streamId: "s1", action }).then(codeOf);
}

async function nextMe(client: JoinedClient["client"]): Promise<Me> {
  return (await next(client, "me-changed")).me;
}

function idOf(answer: object): string {
  return (answer as { message: { id: string } }).message.id;
}
