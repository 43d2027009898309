import { beforeEach, describe, expect, it, vi } from "vitest";
import { finishRedirect } from "../../../widget/src/element/sign-in/flow/finish-redirect.ts";
import { signOut } from "../../../widget/src/element/sign-in/flow/sign-out.ts";
import type {
  KeptSession,
  SessionStore,
} from "../../../widget/src/element/sign-in/visitor-session.ts";

const CHAT = "https://chat.example";
const BEGUN = {
  ...{ serverUrl: CHAT, streamId: "s1", draft: "hello", secret: "the secret", hash: "#top" },
  request: "a.b.c",
};
const KEY = "live-chat:sign-in";

let requests: { path: string; body: Record<string, unknown> }[];
let answer: () => Promise<Response>;
/** The addresses that the page had, the last one last. */
let addresses: string[];
let stored: Map<string, string>;
/** What the page's forms submitted. */
let submitted: Record<string, string>[];

/** A page with a fragment, in a window where a sign-in was begun or not. */
function openPage(hash: string, begun: object | undefined): void {
  const { pathname, search } = { pathname: "/live", search: "?id=1" };
  vi.stubGlobal("location", { hash, pathname, search, href: `${CHAT}${pathname}${hash}` });
  stored.clear();
  if (begun) stored.set(KEY, JSON.stringify(begun));
}

beforeEach(() => {
  [requests, addresses, stored, submitted] = [[], [], new Map(), []];
  const session = { token: "t", refreshHandle: "h", person: { userId: "u1" }, expiresAtMs: 1 };
  answer = async () => Response.json({ ok: true, request: "d.e.f", ...session });
  vi.stubGlobal("fetch", (url: string, { body }: { body: string }) => {
    requests.push({
      path: url.replace(`${CHAT}/api/v1/`, ""),
      body: JSON.parse(body) as Record<string, unknown>,
    });
    return answer();
  });
  vi.stubGlobal("history", {
    state: null,
    replaceState: (_state: unknown, _title: string, address: string) => addresses.push(address),
  });
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  });
  vi.stubGlobal("window", new EventTarget());
  const newElement = () => ({
    children: [] as Record<string, string>[],
    append(child: Record<string, string>) {
      this.children.push(child);
    },
    remove: () => undefined,
  });
  vi.stubGlobal("document", { createElement: newElement, documentElement: newElement() });
  vi.stubGlobal(
    "HTMLFormElement",
    class {
      submit(this: { action: string; children: Record<string, string>[] }): void {
        const fields = this.children.map(({ name = "", value = "" }) => [name, value] as const);
        submitted.push({ action: this.action, ...Object.fromEntries(fields) });
      }
    },
  );
});

/** The visitor's session, as the flow keeps it. */
function openSession(serverUrl = CHAT, kept?: KeptSession) {
  const store: { -readonly [Name in keyof SessionStore]: SessionStore[Name] } = {
    serverUrl,
    kept,
    freshToken: undefined,
    keep: (session) => (store.kept = session),
  };
  return store;
}

describe("a page that is returned to from signing in", () => {
  it("[SI3][SI4] redeems the code with the secret that it kept, once, and takes it out of its address", async () => {
    openPage("#live-chat-sign-in=a.b.c.x.y.z", BEGUN);
    const session = openSession();
    const back = await finishRedirect(session, "en");
    expect(back).toEqual({ streamId: "s1", draft: "hello", isSignedIn: true });
    expect(requests).toEqual([
      { path: "chat-sessions", body: { request: "a.b.c", secret: "the secret", code: "x.y.z" } },
    ]);
    expect(session.kept).toMatchObject({ userId: "u1", token: "t", refreshHandle: "h" });
    expect(addresses).toEqual(["/live?id=1#top"]);
    expect(stored.size).toBe(0);
  });

  it("[SI3] where the server refuses it, or cannot be reached, has the draft and no code", async () => {
    for (const outcome of [
      async () => Response.json({ ok: false, error: { code: "sign-in-expired" } }),
      () => Promise.reject(new TypeError("no network")),
    ]) {
      answer = outcome;
      addresses.length = 0;
      openPage("#live-chat-sign-in=a.b.c.x.y.z", BEGUN);
      const session = openSession();
      expect(await finishRedirect(session, "en")).toEqual({
        ...{ streamId: "s1", draft: "hello", isSignedIn: false },
      });
      expect([session.kept, addresses, stored.size]).toEqual([undefined, ["/live?id=1#top"], 0]);
    }
  });

  it("[SI3][SI8] redeems nothing that was not begun in this window with this server", async () => {
    for (const begun of [undefined, { ...BEGUN, serverUrl: "https://other.example" }]) {
      openPage("#live-chat-sign-in=a.b.c.x.y.z", begun);
      const session = openSession();
      expect(await finishRedirect(session, "en")).toBeUndefined();
      expect([session.kept, requests]).toEqual([undefined, []]);
    }
    expect(addresses).toEqual(["/live?id=1", "/live?id=1#top"]);
    // Its own server's chat of the same page takes it later.
    const other = openSession("https://other.example");
    await finishRedirect(other, "en");
    expect(requests.map(({ body }) => body["code"])).toEqual(["x.y.z"]);
  });

  it("[SI8] begins with a request of its own, though a stranger may have led it there with theirs", async () => {
    openPage("#live-chat-sign-in-start=a.stranger's.request", BEGUN);
    const session = openSession();
    expect(await finishRedirect(session, "ko")).toBeUndefined();
    expect(requests.map(({ path, body }) => [path, body["secret"]])).toEqual([
      ["sign-in/requests", "the secret"],
    ]);
    expect(submitted).toEqual([
      { action: `${CHAT}/api/v1/sign-in/start`, request: "d.e.f", lang: "ko" },
    ]);
    expect(session.kept).toBeUndefined();
  });

  it("[OL5] signs staff in with the server of its own chat alone", async () => {
    for (const [server, paths] of [
      ["https://evil.example", []],
      [CHAT, ["sign-in/requests"]],
    ] as const) {
      openPage(`#live-chat-sign-in-staff=${server}`, undefined);
      requests.length = 0;
      expect(await finishRedirect(openSession(), "en")).toBeUndefined();
      expect(requests.map(({ path }) => path)).toEqual(paths);
    }
    expect(submitted).toHaveLength(1);
    expect(addresses).toEqual(["/live?id=1", "/live?id=1"]);
  });

  it("[SI17] offers a device sign-in where one was asked for", async () => {
    openPage("#live-chat-sign-in-device", BEGUN);
    expect(await finishRedirect(openSession(), "en")).toEqual({
      ...{ streamId: "s1", draft: "hello", isSignedIn: false, isByDevice: true },
    });
    expect(addresses).toEqual(["/live?id=1#top"]);
  });

  it("leaves another fragment where it is", async () => {
    openPage("#live-chat-sign-in-else", BEGUN);
    await finishRedirect(openSession(), "en");
    expect([addresses, requests]).toEqual([[], []]);
  });
});

describe("signing out", () => {
  const KEPT = { userId: "u1", token: "t", refreshHandle: "h", obtainedAtMs: 0 };

  it("[SI6] forgets the session at once, and ends it on the server", async () => {
    const session = openSession(CHAT, KEPT);
    const over = signOut(session);
    expect(session.kept).toBeUndefined();
    await over;
    expect(requests).toEqual([{ path: "chat-sessions/revoke", body: { refreshHandle: "h" } }]);
  });

  it("[SI6] is done without a network, and asks nothing where nobody is signed in", async () => {
    answer = () => Promise.reject(new TypeError("no network"));
    const session = openSession(CHAT, KEPT);
    await signOut(session);
    await signOut(session);
    expect([session.kept, requests.length]).toEqual([undefined, 1]);
  });
});
