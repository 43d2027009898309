import { describe, expect, it, onTestFinished } from "vitest";
import { ChatSessions } from "../../server/src/auth/chat-sessions.ts";
import { DeviceSignIns } from "../../server/src/auth/device-sign-ins.ts";
import { SignedTokens } from "../../server/src/auth/signed-tokens.ts";
import type { DeviceSignInStore } from "../../server/src/chat/ports/device-sign-in-store.ts";
import type { MemberIdentity } from "../../server/src/chat/ports/identity.ts";
import { newUserCode, parseUserCode } from "../../server/src/auth/user-code.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { memoryStores } from "../support/memory-message-log.ts";
import { THREADED } from "../support/message-logs.ts";
import { SECRET } from "../support/sign-in-api.ts";

const SHOP = "https://shop.example";
const OWN = "https://chat.example.com";
const SERVER_SECRET = "a server's secret of more than 32 characters";
const HOUR_MS = 60 * 60_000;
const EXPIRED = { ok: false, error: { code: "sign-in-expired" } };

const MINA: MemberIdentity = {
  kind: "member",
  userId: "u-mina",
  role: "member",
  nickname: "미나",
  expiresAtMs: 4_000_000_000_000,
};

function signIn(id: string, userCode: string, lastsMs = 600_000) {
  return { id, userCode, secretHash: "hash", origin: SHOP, lastsMs };
}

describe.each(THREADED)("device sign-ins in %s", (_name, open) => {
  async function opened(): Promise<Storage & { devices: DeviceSignInStore }> {
    const storage = await open();
    onTestFinished(() => storage.log.close());
    return { ...storage, devices: storage.deviceSignIns };
  }

  it("[SI11] stores a device sign-in until it expires, and gives its code to no other one", async () => {
    const { devices } = await opened();
    const full = {
      ...signIn("a", "482913507"),
      ...({ app: "OBS", system: "Windows", networkHash: "net" } as const),
    };
    const expiresAtMs = await devices.add(full, 10);
    expect(expiresAtMs).toBeGreaterThan(Date.now() + 500_000);
    const { lastsMs: _, ...kept } = full;
    const stored = { ...kept, expiresAtMs, decision: "open" };
    expect(await devices.find("a")).toEqual(stored);
    expect(await devices.findOpen("482913507")).toEqual(stored);
    expect(await devices.findOpen("000000000")).toBeUndefined();
    expect(await devices.add(signIn("b", "482913507"), 10)).toBe("code-taken");
    expect(await devices.find("b")).toBeUndefined();
  });

  it("[SI13] [SI14] is decided once and redeemed once, however many ask at the same time", async () => {
    const { devices } = await opened();
    await devices.add(signIn("a", "111111111"), 10);
    expect(await devices.take("a")).toBeUndefined();
    const decided = await Promise.all(
      [MINA, undefined, MINA].map((one) => devices.decide("a", one)),
    );
    expect(decided.filter(Boolean)).toHaveLength(1);
    expect(await devices.findOpen("111111111")).toBeUndefined();
    expect(await devices.find("a")).toMatchObject({
      decision: decided[1] ? "refused" : "confirmed",
    });
    const taken = await Promise.all([1, 2, 3].map(() => devices.take("a")));
    expect(taken.filter((one) => one !== undefined)).toEqual([
      { person: decided[1] ? null : MINA },
    ]);
    expect(await devices.find("a")).toBeUndefined();
  });

  it("[SI11] one that has expired is decided on by nobody, and frees its code and its place", async () => {
    const { devices } = await opened();
    await devices.add(signIn("a", "111111111", 0), 1);
    expect(await devices.findOpen("111111111")).toBeUndefined();
    expect(await devices.decide("a", MINA)).toBe(false);
    expect(await devices.take("a")).toBeUndefined();
    expect(await devices.add(signIn("b", "111111111"), 1)).toBeTypeOf("number");
    expect(await devices.add(signIn("c", "222222222"), 1)).toBe("full");
    await devices.deleteExpiredBefore(Date.now() + 2 * HOUR_MS);
    expect(await devices.find("b")).toBeUndefined();
  });

  it("[SI14] a person whose sessions end loses what they have confirmed, and nobody else", async () => {
    const { devices, sessions } = await opened();
    const tom = { ...MINA, userId: "u-tom" };
    for (const [id, code] of [
      ["a", "1"],
      ["b", "2"],
      ["c", "3"],
    ] as const)
      await devices.add(signIn(id, code.repeat(9)), 10);
    await devices.decide("a", MINA);
    await devices.decide("b", tom);
    await sessions.endOf("u-mina");
    expect(await devices.take("a")).toBeUndefined();
    expect(await devices.take("b")).toEqual({ person: tom });
    await sessions.endAll();
    expect(await devices.find("c")).toMatchObject({ decision: "open" });
  });
});

function setUp({ staffHours, codes }: { staffHours?: number; codes?: string[] } = {}) {
  let nowMs = 1_800_000_000_000;
  const clock = { nowMs: () => nowMs };
  const { sessions: store, deviceSignIns } = memoryStores(clock);
  const signedTokens = new SignedTokens(SERVER_SECRET);
  const sessions = new ChatSessions({
    signedTokens,
    clock,
    store,
    secret: SERVER_SECRET,
    isEnded: () => false,
    staffHours,
  });
  const devices = new DeviceSignIns({
    sessions,
    store: deviceSignIns,
    identify: async () => ({ ok: true, value: MINA }),
    ...(codes && { newCode: () => codes.shift() ?? "999999999" }),
  });
  return { sessions, devices, deviceSignIns, advance: (ms: number) => (nowMs += ms) };
}

function valueOf<T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

it("[SI11][SI12] every code has nine digits, also a small number's, and is read as it is shown", () => {
  for (let i = 0; i < 300; i++) {
    const code = newUserCode();
    expect(code).toMatch(/^[0-9]{9}$/);
    expect(parseUserCode(code)).toBe(code);
  }
});

describe("time and device sign-ins", () => {
  it("[SI11] a code lives ten minutes", async () => {
    const { devices, advance } = setUp();
    const { device, userCode } = valueOf(await devices.begin(SECRET, { origin: SHOP }, OWN));
    advance(10 * 60_000 - 1);
    expect(await devices.redeem(device, SECRET, SHOP)).toMatchObject({
      value: { status: "pending" },
    });
    advance(1);
    expect(await devices.view(userCode, {}, { origin: OWN })).toMatchObject(EXPIRED);
    expect(await devices.confirm(userCode, { token: "t" }, { origin: OWN })).toMatchObject(EXPIRED);
    expect(await devices.refuse(userCode)).toMatchObject(EXPIRED);
    expect(await devices.redeem(device, SECRET, SHOP)).toMatchObject(EXPIRED);
  });

  it("[SI11] one that was confirmed in time, and is asked for too late, gives no session", async () => {
    const { devices, advance } = setUp();
    const { device, userCode } = valueOf(await devices.begin(SECRET, { origin: SHOP }, OWN));
    advance(9 * 60_000);
    valueOf(await devices.confirm(userCode, { token: "t" }, { origin: OWN }));
    advance(60_000);
    expect(await devices.redeem(device, SECRET, SHOP)).toMatchObject(EXPIRED);
  });

  it("[SI15] 2,000 are open at most, and room comes back as they expire", async () => {
    const { devices, deviceSignIns, advance } = setUp();
    for (let i = 0; i < 2_000; i++)
      await deviceSignIns.add(signIn(`d${i}`, String(100_000_000 + i)), 2_000);
    expect(await devices.begin(SECRET, { origin: SHOP }, OWN)).toMatchObject({
      ok: false,
      error: { code: "rate-limited" },
    });
    advance(10 * 60_000);
    valueOf(await devices.begin(SECRET, { origin: SHOP }, OWN));
  });

  it("[SI11] a code that another device shows is not shown by a second one", async () => {
    const { devices } = setUp({ codes: ["111111111", "111111111", "111111111", "222222222"] });
    const codes = [];
    for (let i = 0; i < 2; i++)
      codes.push(valueOf(await devices.begin(SECRET, { origin: SHOP }, OWN)).userCode);
    expect(codes).toEqual(["111111111", "222222222"]);
  });

  it("[SI13] a role of staff ends in the device when it ends where it was proved, from device to device", async () => {
    const { sessions, devices, advance } = setUp({ staffHours: 8 });
    const owner = { ...MINA, role: "owner", expiresAtMs: 1_800_000_000_000 + HOUR_MS } as const;
    let { token, refreshHandle } = valueOf(await sessions.open("first", OWN, owner));
    advance(7 * HOUR_MS);
    ({ token, refreshHandle } = valueOf(await sessions.refresh(refreshHandle, OWN)));
    for (const origin of [OWN, OWN, SHOP]) {
      const { device, userCode } = valueOf(await devices.begin(SECRET, { origin }, OWN));
      valueOf(await devices.confirm(userCode, { session: token }, { origin: OWN }));
      const result = valueOf(await devices.redeem(device, SECRET, origin));
      if (result.status !== "signed-in") throw new Error(result.status);
      ({ token, refreshHandle } = result);
      expect(await sessions.verify(token, origin)).toMatchObject({ member: { role: "owner" } });
    }
    advance(HOUR_MS);
    const { token: later } = valueOf(await sessions.refresh(refreshHandle, SHOP));
    expect(await sessions.verify(later, SHOP)).toMatchObject({ member: { role: "member" } });
  });
});
