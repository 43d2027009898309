import { beforeEach, describe, expect, it, vi } from "vitest";
import {
  visitorSession,
  VisitorSession,
  type KeptSession,
  type Return,
} from "../../../widget/src/element/sign-in/visitor-session.ts";

const CHAT = "https://chat.example";
const KEY = `live-chat:session:${CHAT}`;
const MINUTE_MS = 60_000;

let stored: Map<string, string>;
let page: EventTarget;

beforeEach(() => {
  stored = new Map();
  page = new EventTarget();
  vi.stubGlobal("location", { hash: "" });
  vi.stubGlobal("window", page);
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
  vi.stubGlobal("sessionStorage", { getItem: () => null });
});

function kept(more: Partial<KeptSession> = {}): KeptSession {
  return { userId: "u1", token: "t1", refreshHandle: "h1", obtainedAtMs: Date.now(), ...more };
}

describe("a visitor's session", () => {
  it("[SI4] has a token for the next minutes, by this device's clock, and none that it got in the future", () => {
    const session = new VisitorSession(CHAT);
    for (const [ageMs, token] of [
      [0, "t1"],
      [8 * MINUTE_MS, "t1"],
      [9 * MINUTE_MS, undefined],
      [24 * 60 * MINUTE_MS, undefined],
      [-MINUTE_MS, undefined],
    ] as const) {
      session.keep(kept({ obtainedAtMs: Date.now() - ageMs }));
      expect([ageMs, session.freshToken]).toEqual([ageMs, token]);
    }
  });

  it("[SI4] is of one server alone", () => {
    const [one, other] = [new VisitorSession(CHAT), new VisitorSession("https://other.example")];
    one.keep(kept());
    expect([one.kept?.userId, other.kept]).toEqual(["u1", undefined]);
    expect(visitorSession(CHAT)).toBe(visitorSession(CHAT));
    expect(visitorSession(CHAT)).not.toBe(visitorSession("https://other.example"));
  });

  it("has no token without a session, or where what is stored is none", async () => {
    const session = new VisitorSession(CHAT);
    expect(await session.token()).toBeNull();
    for (const junk of ["", "{", "null", "undefined"]) {
      stored.set(KEY, junk);
      expect([junk, session.kept, await session.token()]).toEqual([junk, undefined, null]);
    }
    session.keep(kept());
    expect(await session.token()).toBe("t1");
  });

  it("[SI5] tells of somebody who signs in or out, in any tab, and not of a refreshed token", () => {
    const session = new VisitorSession(CHAT);
    let told = 0;
    const unsubscribe = session.subscribe(() => told++);
    session.keep(kept());
    session.keep(kept({ token: "t2", refreshHandle: "h2" }));
    expect(told).toBe(1);
    session.keep(kept({ userId: "u2" }));
    session.keep(undefined);
    session.keep(undefined);
    expect(told).toBe(3);
    const store = (key: string | null) =>
      page.dispatchEvent(Object.assign(new Event("storage"), { key }));
    store("live-chat:session:https://other.example");
    expect(told).toBe(3);
    store(KEY);
    store(null);
    expect(told).toBe(5);
    unsubscribe();
    session.keep(kept());
    store(KEY);
    expect(told).toBe(5);
  });

  it("[SI3] gives back what a page was left with to its stream, once, and the token after it", async () => {
    const back: Return = { streamId: "s1", draft: "hello", isSignedIn: true };
    let finish = (_: Return): void => undefined;
    vi.stubGlobal("location", { hash: "#live-chat-sign-in=a.b" });
    vi.stubGlobal("document", {
      documentElement: { closest: () => ({ getAttribute: () => "en" }) },
    });
    vi.spyOn(VisitorSession.prototype, "loadFlow").mockResolvedValue({
      finishRedirect: () => new Promise<Return>((resolve) => (finish = resolve)),
    } as never);
    const session = new VisitorSession(CHAT);
    const token = session.token();
    const [other, mine] = [session.takeReturn("s2"), session.takeReturn("s1")];
    await new Promise((resolve) => setImmediate(resolve));
    session.keep(kept());
    finish(back);
    expect(await Promise.all([token, other, mine])).toEqual(["t1", undefined, back]);
    expect(await session.takeReturn("s1")).toBeUndefined();
  });

  it("[SI7] knows whether there is a way to sign in, and asks once", async () => {
    for (const [answer, isOffered] of [
      [() => Promise.resolve(Response.json({ ok: true, providers: ["email"] })), true],
      [() => Promise.resolve(Response.json({ ok: true, providers: [] })), false],
      [() => Promise.reject(new TypeError("no network")), true],
    ] as const) {
      const fetch = vi.fn(answer);
      vi.stubGlobal("fetch", fetch);
      const session = new VisitorSession(CHAT);
      expect([await session.isOffered(), await session.isOffered()]).toEqual([
        isOffered,
        isOffered,
      ]);
      expect(fetch).toHaveBeenCalledTimes(1);
    }
  });
});
