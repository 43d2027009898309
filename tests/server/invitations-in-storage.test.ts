import { describe, expect, it, onTestFinished } from "vitest";
import type { MemberIdentity } from "../../server/src/chat/ports/identity.ts";
import { memoryDatabase } from "../../server/src/storage/engines/sqlite/open-memory.ts";
import { migrate } from "../../server/src/storage/sql/migrate.ts";
import { sqlStorage } from "../../server/src/storage/sql/sql-storage.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { STORAGES } from "../support/message-logs.ts";

const HOUR_MS = 60 * 60_000;
const OWNER = { userId: "u-boss", nickname: "Boss" };

function invitation(id: string, more: object = {}) {
  const usual = { role: "moderator", key: "s1", secretHash: "hash", lastsMs: HOUR_MS } as const;
  return { id, ...usual, ...more };
}

async function setUp(open: () => Promise<Storage>) {
  const storage = await open();
  onTestFinished(() => storage.log.close());
  const { sessions } = storage;
  const signIn = (id: string, userId: string) => {
    const person: MemberIdentity = {
      ...{ kind: "member", userId, role: "member", nickname: userId, expiresAtMs: 0 },
    };
    const times = { createdAtMs: 1_000, rotatedAtMs: 1_000 };
    const handles = { handleHash: "h1", previousHash: null, ...times };
    return sessions.create({ id, request: `of ${id}`, origin: "https://a", person, ...handles });
  };
  const openOf = async (key = "s1") =>
    (await storage.invitations.listOf(key)).map(({ id }) => id).sort();
  return { ...storage, signIn, openOf };
}

describe.each(STORAGES)("invitations in %s", (_name, open) => {
  it("[OL7][AD12] are listed, counted and revoked where they lead to, and nowhere else", async () => {
    const { invitations, openOf } = await setUp(open);
    await invitations.add(invitation("a"), 2);
    await invitations.add(invitation("b", { key: "shop:*" }), 2);
    for (const [key, id] of [
      ["s2", "a"],
      ["shop:1", "b"],
      ["s1", "b"],
      ["", "a"],
    ] as const)
      expect([key, await invitations.revoke(key, id)]).toEqual([key, false]);
    expect([await openOf("s1"), await openOf("shop:*")]).toEqual([["a"], ["b"]]);
    await invitations.add(invitation("c"), 2);
    expect(await invitations.add(invitation("d"), 2)).toBeUndefined();
    expect(await invitations.revoke("s1", "a")).toBe(true);
    expect(await invitations.revoke("s1", "a")).toBe(false);
  });

  it("[OL1] are deleted after their time, but not what made a person who is signed in an owner", async () => {
    const { invitations, signIn, sessions, openOf } = await setUp(open);
    await invitations.putOwners(invitation("owners", { role: "owner", key: undefined }), false);
    expect(await invitations.use("owners", "u-boss")).toBe(true);
    await signIn("session", "u-boss");
    await invitations.add(invitation("a"), 10);
    const later = Date.now() + 2 * HOUR_MS;
    await invitations.deleteExpiredBefore(later);
    expect([await openOf(), await invitations.hasOwner()]).toEqual([[], true]);
    await sessions.end("session");
    expect(await invitations.hasOwner()).toBe(false);
    await signIn("another", "u-boss");
    expect(await invitations.hasOwner()).toBe(true);
  });

  it("[OL3] are used once, and one for a moderator makes no owner", async () => {
    const { invitations, signIn, openOf } = await setUp(open);
    await invitations.add(invitation("a"), 10);
    await signIn("s", "u-1");
    expect(await invitations.use("a", "u-1")).toBe(true);
    expect(await invitations.use("a", "u-2")).toBe(false);
    expect(await invitations.find("a")).toBeUndefined();
    expect([await openOf(), await invitations.revoke("s1", "a")]).toEqual([[], false]);
    expect(await invitations.hasOwner()).toBe(false);
  });

  it("[OL7][SI14] end with the sessions of those who made them, and the operator's stay", async () => {
    const { invitations, deviceSignIns, sessions, signIn, openOf } = await setUp(open);
    const fill = async () => {
      await signIn("s", "u-boss");
      await invitations.add(invitation("by owner", { inviter: OWNER }), 10);
      await invitations.add(invitation("by another", { inviter: { ...OWNER, userId: "u-2" } }), 10);
      await invitations.add(invitation("by operator"), 10);
      const device = { userCode: "1", secretHash: "h", origin: "https://a", lastsMs: HOUR_MS };
      await deviceSignIns.add({ id: "confirmed", ...device }, 10);
      await deviceSignIns.decide("confirmed", {
        ...{ kind: "member", userId: "u-boss", role: "owner", expiresAtMs: 0 },
      });
      await deviceSignIns.add({ id: "open", ...device, userCode: "2" }, 10);
    };
    await fill();
    expect(await sessions.endOf("u-boss")).toEqual(["s"]);
    expect(await openOf()).toEqual(["by another", "by operator"]);
    expect(await deviceSignIns.take("confirmed")).toBeUndefined();
    await signIn("t", "u-boss");
    await invitations.add(invitation("by owner again", { inviter: OWNER }), 10);
    expect(await sessions.endAll()).toBe(1);
    expect(await openOf()).toEqual(["by operator"]);
    expect(await deviceSignIns.find("open")).toMatchObject({ decision: "open" });
  });
});

describe.each(STORAGES)("sessions in %s", (_name, open) => {
  it("[SI6][AD11] that ended give no other handle, and end nobody else's", async () => {
    const { sessions, signIn } = await setUp(open);
    for (const [id, userId] of [
      ["a", "u-1"],
      ["b", "u-1"],
      ["c", "u-2"],
    ] as const)
      await signIn(id, userId);
    expect(await sessions.endOf("u-2", "a")).toEqual([]);
    expect(await sessions.endOf("u-1", "a")).toEqual(["a"]);
    expect(await sessions.rotate("a", "h1", "h2", 2_000)).toBe(false);
    expect(await sessions.rotate("b", "h1", "h2", 2_000)).toBe(true);
    expect((await sessions.listOf("u-1")).map(({ id }) => id)).toEqual(["b"]);
    expect((await sessions.listOf("u-2")).map(({ id }) => id)).toEqual(["c"]);
    expect(await sessions.endAll()).toBe(2);
    expect((await sessions.endedSince(0)).ids.sort()).toEqual(["a", "b", "c"]);
  });
});

it("[AD11] a session that ended names nobody, however it was ended", async () => {
  const { db, dialect } = memoryDatabase(":memory:", { nowMs: () => 1_800_000_000_000 });
  await migrate(db, dialect);
  const { signIn, sessions } = await setUp(async () => sqlStorage(db, dialect));
  for (const userId of ["u-1", "u-2", "u-3"]) await signIn(`of ${userId}`, userId);
  await sessions.end("of u-1");
  await sessions.endOf("u-2");
  await sessions.endAll();
  const kept = await db.selectFrom("chat_sessions").selectAll().execute();
  for (const { person, user_id } of kept) expect([person, user_id]).toEqual(["{}", ""]);
  expect(kept.map(({ id }) => id).sort()).toEqual(["of u-1", "of u-2", "of u-3"]);
});
