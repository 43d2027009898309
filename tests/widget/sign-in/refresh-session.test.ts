import { beforeEach, describe, expect, it, vi } from "vitest";
import { chatError } from "#protocol";
import { refreshSession } from "../../../widget/src/element/sign-in/flow/refresh-session.ts";
import type {
  KeptSession,
  SessionStore,
} from "../../../widget/src/element/sign-in/visitor-session.ts";

/** What all tabs of a page's origin share: the session, and a server that gives each handle's successor. */
class Origin {
  kept: KeptSession | undefined = {
    userId: "u1",
    token: "token 0",
    refreshHandle: "handle 0",
    obtainedAtMs: 0,
  };
  readonly handles: string[] = [];
  answer = (): object => {
    const count = this.handles.length;
    return {
      ok: true,
      token: `token ${count}`,
      refreshHandle: `handle ${count}`,
      person: { userId: "u1" },
    };
  };
  readonly shelf: SessionStore;

  constructor() {
    const get = (): KeptSession | undefined => this.kept;
    this.shelf = {
      serverUrl: "http://chat.test",
      get kept() {
        return get();
      },
      get freshToken() {
        return get()?.token === "token 0" ? undefined : get()?.token;
      },
      keep: (session) => (this.kept = session),
    };
    vi.stubGlobal("fetch", async (_: string, { body }: { body: string }) => {
      this.handles.push((JSON.parse(body) as { refreshHandle: string }).refreshHandle);
      await new Promise((resolve) => setImmediate(resolve));
      return Response.json(this.answer());
    });
  }
}

describe.each(["with locks", "on plain http, without locks"])("a session, %s,", (where) => {
  beforeEach(() => {
    if (where === "with locks") return;
    const stored = new Map<string, string>();
    vi.stubGlobal("navigator", {});
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => void stored.set(key, value),
      removeItem: (key: string) => void stored.delete(key),
    });
  });

  it("[SI5] is refreshed by its handle, and keeps the next one", async () => {
    const origin = new Origin();
    expect(await refreshSession(origin.shelf)).toBe("token 1");
    expect(origin.handles).toEqual(["handle 0"]);
    expect(origin.kept).toMatchObject({ refreshHandle: "handle 1", userId: "u1" });
  });

  it("[SI5] uses each handle once, however many tabs are due at the same time", async () => {
    const origin = new Origin();
    const tokens = await Promise.all([1, 2, 3].map(() => refreshSession(origin.shelf)));
    expect(tokens).toEqual(["token 1", "token 1", "token 1"]);
    expect(origin.handles).toEqual(["handle 0"]);
  });
});

describe("a session", () => {
  it("[SI5] is forgotten when the server says that it is over", async () => {
    const origin = new Origin();
    origin.answer = () => ({ ok: false, error: chatError("sign-in-expired") });
    expect(await refreshSession(origin.shelf)).toBeNull();
    expect(origin.kept).toBeUndefined();
    expect(await refreshSession(origin.shelf)).toBeNull();
    expect(origin.handles).toHaveLength(1);
  });

  it("is kept when the server does not know just now", async () => {
    const origin = new Origin();
    origin.answer = () => ({ ok: false, error: chatError("store-unavailable") });
    await expect(refreshSession(origin.shelf)).rejects.toThrow();
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
    await expect(refreshSession(origin.shelf)).rejects.toThrow();
    expect(origin.kept).toMatchObject({ refreshHandle: "handle 0" });
  });

  it("[SI6] that is signed out while it is refreshed stays signed out", async () => {
    const origin = new Origin();
    const { answer } = origin;
    origin.answer = () => {
      origin.kept = undefined;
      return answer();
    };
    expect(await refreshSession(origin.shelf)).toBeNull();
    expect(origin.kept).toBeUndefined();
  });

  it("[SI6] is not put in the place of one that the visitor has signed in to meanwhile", async () => {
    const origin = new Origin();
    const { answer } = origin;
    const other = { ...origin.kept!, userId: "u2", token: "u2's", refreshHandle: "u2's" };
    origin.answer = () => {
      origin.kept = other;
      return answer();
    };
    expect(await refreshSession(origin.shelf)).toBe("u2's");
    expect(origin.kept).toBe(other);
  });

  it("continues with what another tab has got meanwhile", async () => {
    const origin = new Origin();
    origin.answer = () => {
      origin.kept = { ...origin.kept!, token: "another tab's", refreshHandle: "another tab's" };
      return { ok: false, error: chatError("sign-in-expired") };
    };
    expect(await refreshSession(origin.shelf)).toBe("another tab's");
  });
});
