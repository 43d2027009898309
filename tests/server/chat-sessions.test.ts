import { describe, expect, it, onTestFinished } from "vitest";
import { ChatSessions } from "../../server/src/auth/chat-sessions.ts";
import { SignedTokens } from "../../server/src/auth/signed-tokens.ts";
import { SignIns } from "../../server/src/auth/sign-ins.ts";
import type { SessionStore } from "../../server/src/chat/ports/session-store.ts";
import { memorySessions } from "../support/memory-message-log.ts";
import { STORAGES } from "../support/message-logs.ts";

const SHOP = "https://shop.example";
const SERVER_SECRET = "a server's secret of more than 32 characters";
const SECRET = "s".repeat(43);

function setUp(store: SessionStore = memorySessions(), staffHours?: number) {
  let nowMs = 1_800_000_000_000;
  const clock = { nowMs: () => nowMs, after: () => () => undefined };
  const signedTokens = new SignedTokens(SERVER_SECRET);
  const sessions = new ChatSessions({
    ...{ signedTokens, clock, secret: SERVER_SECRET, isEnded: () => false, staffHours },
    store: store,
  });
  const signIns = new SignIns({ signedTokens, sessions, clock, demoAccounts: true });
  return { sessions, signIns, advance: (ms: number) => (nowMs += ms) };
}

type SetUp = ReturnType<typeof setUp>;

/** Gives the code as the sign-in page does in the browser that asked. */
async function grant(signIns: SignIns, request: string, proof: object) {
  const ticket = await signIns.start(request, { secret: SECRET });
  return signIns.grant(request, proof, () => (ticket.ok ? ticket.value.value : undefined), SHOP);
}

async function signIn({ signIns }: SetUp, origin = SHOP) {
  const { request } = valueOf(await signIns.begin(SECRET, undefined, origin));
  const { code } = valueOf(await grant(signIns, request, { demoName: "민지" }));
  return valueOf(await signIns.redeem(request, SECRET, code, origin));
}

function valueOf<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

const EXPIRED = { ok: false, error: { code: "sign-in-expired" } };

describe("signing in for another page", () => {
  it("[SI1][SI2][SI4] leads from a request by a code to a session for the page's origin", async () => {
    const chat = setUp();
    const session = await signIn(chat);
    expect(session.person).toEqual({
      userId: expect.stringMatching(/^demo:/) as string,
      nickname: "민지",
    });
    expect(await chat.sessions.verify(session.token, SHOP)).toMatchObject({
      ok: true,
      member: { kind: "member", nickname: "민지", expiresAtMs: session.expiresAtMs },
    });
  });

  it("[SI4] accepts a code once, from anyone", async () => {
    const { signIns } = setUp();
    const { request } = valueOf(await signIns.begin(SECRET, undefined, SHOP));
    const { code } = valueOf(await grant(signIns, request, { demoName: "민지" }));
    const [first, second] = await Promise.all([
      signIns.redeem(request, SECRET, code, SHOP),
      signIns.redeem(request, SECRET, code, SHOP),
    ]);
    expect([first, second].filter(({ ok }) => ok)).toHaveLength(1);
    expect(await signIns.redeem(request, SECRET, code, SHOP)).toMatchObject(EXPIRED);
  });

  it("[SI4] gives nothing to another origin, without the secret, or for another request's code", async () => {
    const { signIns } = setUp();
    const { request } = valueOf(await signIns.begin(SECRET, undefined, SHOP));
    const other = valueOf(await signIns.begin(SECRET, undefined, SHOP));
    const { code } = valueOf(await grant(signIns, request, { demoName: "민지" }));
    for (const attempt of [
      signIns.redeem(request, SECRET, code, "https://evil.example"),
      signIns.redeem(request, "t".repeat(43), code, SHOP),
      signIns.redeem(request, undefined, code, SHOP),
      signIns.redeem(other.request, SECRET, code, SHOP),
      signIns.redeem(request, SECRET, request, SHOP),
      signIns.redeem(code, SECRET, code, SHOP),
      signIns.redeem({}, SECRET, code, SHOP),
    ])
      expect(await attempt).toMatchObject(EXPIRED);
    expect((await signIns.redeem(request, SECRET, code, SHOP)).ok).toBe(true);
  });

  it("[SI1][SI2] forgets requests after 10 minutes and codes after 60 s", async () => {
    const chat = setUp();
    const { request } = valueOf(await chat.signIns.begin(SECRET, undefined, SHOP));
    const { code } = valueOf(await grant(chat.signIns, request, { demoName: "민지" }));
    chat.advance(61_000);
    expect(await chat.signIns.redeem(request, SECRET, code, SHOP)).toMatchObject(EXPIRED);
    chat.advance(10 * 60_000);
    expect(await grant(chat.signIns, request, { demoName: "민지" })).toMatchObject(EXPIRED);
  });

  it("[SI1][SI2] keeps a request for 10 minutes, and a code for 60 s", async () => {
    const chat = setUp();
    const { request } = valueOf(await chat.signIns.begin(SECRET, undefined, SHOP));
    chat.advance(10 * 60_000 - 61_000);
    const { code } = valueOf(await grant(chat.signIns, request, { demoName: "민지" }));
    chat.advance(59_000);
    expect((await chat.signIns.redeem(request, SECRET, code, SHOP)).ok).toBe(true);
  });

  it.each([undefined, "short", "x".repeat(129), "ä".repeat(40), 7])(
    "[SI1] refuses %j for a secret",
    async (secret) => {
      expect(await setUp().signIns.begin(secret, undefined, SHOP)).toMatchObject({
        error: { code: "bad-request" },
      });
    },
  );
});

describe("a chat session's token", () => {
  it("[SI4] is worth nothing from another origin, or from none", async () => {
    const chat = setUp();
    const { token } = await signIn(chat);
    for (const origin of ["https://evil.example", "http://shop.example", "null", undefined])
      expect(await chat.sessions.verify(token, origin)).toEqual({
        ok: false,
        reason: "invalid-token",
      });
  });

  it("[SI4] runs out after 10 minutes", async () => {
    const chat = setUp();
    const { token } = await signIn(chat);
    chat.advance(10 * 60_000 + 1_000);
    expect(await chat.sessions.verify(token, SHOP)).toEqual({ ok: false, reason: "token-expired" });
  });

  it("is no other of the server's signed tokens", async () => {
    const { sessions, signIns } = setUp();
    const { request } = valueOf(await signIns.begin(SECRET, undefined, SHOP));
    expect((await sessions.verify(request, SHOP)).ok).toBe(false);
  });
});

describe("refreshing a session", () => {
  it("[SI5] gives another handle each time, and the person stays", async () => {
    const chat = setUp();
    const first = await signIn(chat);
    chat.advance(9 * 60_000);
    const second = valueOf(await chat.sessions.refresh(first.refreshHandle, SHOP));
    expect(second.refreshHandle).not.toBe(first.refreshHandle);
    expect(second.person).toEqual(first.person);
    expect(second.expiresAtMs).toBeGreaterThan(first.expiresAtMs);
    chat.advance(60_000);
    expect((await chat.sessions.refresh(second.refreshHandle, SHOP)).ok).toBe(true);
  });

  it("[SI5] forgives a lost answer and a second tab for 30 s", async () => {
    const chat = setUp();
    const { refreshHandle } = await signIn(chat);
    const both = await Promise.all([
      chat.sessions.refresh(refreshHandle, SHOP),
      chat.sessions.refresh(refreshHandle, SHOP),
    ]);
    expect(both.map(({ ok }) => ok)).toEqual([true, true]);
    chat.advance(29_000);
    expect((await chat.sessions.refresh(valueOf(both[0]).refreshHandle, SHOP)).ok).toBe(true);
  });

  it("[SI5] takes the handle before the last for 30 s, and not a moment longer", async () => {
    for (const [ms, isGood] of [
      [29_999, true],
      [30_000, false],
    ] as const) {
      const chat = setUp();
      const { refreshHandle } = await signIn(chat);
      await chat.sessions.refresh(refreshHandle, SHOP);
      chat.advance(ms);
      expect((await chat.sessions.refresh(refreshHandle, SHOP)).ok).toBe(isGood);
    }
  });

  it("[SI5] ends the session when an old handle comes back", async () => {
    const chat = setUp();
    const first = await signIn(chat);
    const second = valueOf(await chat.sessions.refresh(first.refreshHandle, SHOP));
    chat.advance(31_000);
    expect(await chat.sessions.refresh(first.refreshHandle, SHOP)).toMatchObject(EXPIRED);
    expect(await chat.sessions.refresh(second.refreshHandle, SHOP)).toMatchObject(EXPIRED);
  });

  it("[SI5] gives nothing to another origin, and does not end the session for it", async () => {
    const chat = setUp();
    const { refreshHandle } = await signIn(chat);
    const evil = "https://evil.example";
    expect(await chat.sessions.refresh(refreshHandle, evil)).toMatchObject(EXPIRED);
    expect((await chat.sessions.refresh(refreshHandle, SHOP)).ok).toBe(true);
  });

  it.each([undefined, null, 7, "", "a", "a.b.c", ".", `${"a".repeat(300)}.b`, "unknown.secret"])(
    "[SI5] refuses %j for a handle",
    async (handle) => {
      expect(await setUp().sessions.refresh(handle, SHOP)).toMatchObject(EXPIRED);
    },
  );

  it("[SI6] is over after sign-out in the tab whose handle is the one before", async () => {
    const chat = setUp();
    const first = await signIn(chat);
    const second = valueOf(await chat.sessions.refresh(first.refreshHandle, SHOP));
    expect(await chat.sessions.revoke(first.refreshHandle, SHOP)).toEqual(expect.any(String));
    expect(await chat.sessions.refresh(second.refreshHandle, SHOP)).toMatchObject(EXPIRED);
  });

  it("[SI6] is over after sign-out", async () => {
    const chat = setUp();
    const { refreshHandle } = await signIn(chat);
    for (const [handle, origin] of [
      [`${refreshHandle}x`, SHOP],
      [refreshHandle, "https://evil.example"],
    ] as const)
      expect(await chat.sessions.revoke(handle, origin)).toBeUndefined();
    expect((await chat.sessions.refresh(refreshHandle, SHOP)).ok).toBe(true);
    expect(await chat.sessions.revoke(refreshHandle, SHOP)).toEqual(expect.any(String));
    expect(await chat.sessions.revoke(refreshHandle, SHOP)).toBeUndefined();
    expect(await chat.sessions.refresh(refreshHandle, SHOP)).toMatchObject(EXPIRED);
  });
});

describe("a role of staff", () => {
  it("[SI10] ends with the token that gave it, and the session continues", async () => {
    const { chat, owner, clock } = await signInOwner({});
    expect(await roleOf(chat, owner)).toBe("owner");
    clock.skip(55 * 60_000);
    const late = valueOf(await chat.sessions.refresh(owner.refreshHandle, SHOP));
    // Its token does not outlive the proof either.
    expect(late.expiresAtMs).toBe(HOUR_LATER_MS);
    expect(await roleOf(chat, late)).toBe("owner");
    clock.skip(5 * 60_000);
    const after = valueOf(await chat.sessions.refresh(late.refreshHandle, SHOP));
    expect(await roleOf(chat, after)).toBe("member");
  });

  it("[SI10] lasts as many hours as the operator says", async () => {
    const { chat, owner, clock } = await signInOwner({ staffHours: 8 });
    clock.skip(7.99 * 3_600_000);
    const late = valueOf(await chat.sessions.refresh(owner.refreshHandle, SHOP));
    expect(await roleOf(chat, late)).toBe("owner");
    clock.skip(0.01 * 3_600_000);
    const after = valueOf(await chat.sessions.refresh(late.refreshHandle, SHOP));
    expect(await roleOf(chat, after)).toBe("member");
  });
});

const HOUR_LATER_MS = 1_800_003_600_000;

/** Somebody whom a provider's token, good for an hour, makes an owner here and elsewhere. */
async function signInOwner({ staffHours }: { staffHours?: number }) {
  const chat = setUp(memorySessions(), staffHours);
  const person = {
    kind: "member",
    userId: "u1",
    role: "owner",
    nickname: "민지",
    rolesByStream: { s1: "moderator" },
    expiresAtMs: HOUR_LATER_MS,
  } as const;
  const owner = valueOf(await chat.sessions.open("r1", SHOP, person));
  return { chat, owner, clock: { skip: chat.advance } };
}

async function roleOf({ sessions }: SetUp, { token }: { token: string }) {
  const verdict = await sessions.verify(token, SHOP);
  if (!verdict.ok) throw new Error(verdict.reason);
  const { role, rolesByStream } = verdict.member;
  expect(rolesByStream).toEqual(role === "owner" ? { s1: "moderator" } : undefined);
  return role;
}

describe.each(STORAGES)("sessions kept in %s", (_name, open) => {
  it("[SI4][SI5] are found, rotated once for each handle, and deleted when unused", async () => {
    const { log, sessions } = await open();
    onTestFinished(() => log.close());
    const person = {
      kind: "member",
      userId: "u1",
      role: "member",
      nickname: "민지",
      expiresAtMs: 0,
    } as const;
    const session = {
      ...{ id: "a", request: "r", origin: SHOP, person },
      ...{ handleHash: "h1", previousHash: null, createdAtMs: 1_000, rotatedAtMs: 1_000 },
    };
    expect(await sessions.create(session)).toBe(true);
    expect(await sessions.create({ ...session, id: "b" })).toBe(false);
    expect(await sessions.find("a")).toEqual(session);
    expect(await sessions.find("b")).toBeUndefined();
    const rotations = ["h2", "h3"].map((hash) => sessions.rotate("a", "h1", hash, 2_000));
    expect((await Promise.all(rotations)).filter(Boolean)).toHaveLength(1);
    expect(await sessions.find("a")).toMatchObject({ previousHash: "h1", rotatedAtMs: 2_000 });
    await sessions.deleteUnusedSince(2_000);
    expect(await sessions.find("a")).toBeDefined();
    await sessions.deleteUnusedSince(2_001);
    expect(await sessions.find("a")).toBeUndefined();
  });

  it("[ID7] and staff names are kept, for the first who had them", async () => {
    const { log, reservedNames } = await open();
    onTestFinished(() => log.close());
    const name = (skeleton: string, userId: string, seenAtMs: number, scope = "s1") => ({
      ...{ scope, skeleton, userId, seenAtMs },
      isAppointed: false,
    });
    await reservedNames.reserve(name("minji", "u1", 1));
    await reservedNames.reserve(name("minji", "u2", 2));
    await reservedNames.reserve(name("minji", "u2", 3, "s2"));
    await reservedNames.reserve(name("tom", "u3", 4));
    expect(await reservedNames.all(0)).toEqual([
      name("minji", "u1", 1),
      name("minji", "u2", 3, "s2"),
      name("tom", "u3", 4),
    ]);
    // A person has one in each place, and it can be let go.
    await reservedNames.reserve(name("tim", "u3", 5));
    await reservedNames.release("s1", "u1");
    expect(await reservedNames.all(0)).toEqual([
      name("minji", "u2", 3, "s2"),
      name("tim", "u3", 5),
    ]);
    expect(await reservedNames.all(4)).toEqual([name("tim", "u3", 5)]);
    await reservedNames.deleteUnseenSince(4);
    expect(await reservedNames.all(0)).toEqual([name("tim", "u3", 5)]);
  });
});
