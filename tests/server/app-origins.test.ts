import type { ChatSession, SignInGrant, SignInRequest } from "#protocol";
import { describe, expect, it } from "vitest";
import { isPageAddress } from "../../server/src/setting-forms.ts";
import { connect } from "../support/connect.ts";
import { post, SECRET, startByForm } from "../support/sign-in-api.ts";
import { startServer } from "../support/start-server.ts";
import { join, send } from "../support/stock-client.ts";

const APP = "capacitor://localhost";
const POLLING = "/socket.io/?EIO=4&transport=polling";

it("[CN5][SI1] an app's pages connect, ask and sign in under the exact origin that is listed", async () => {
  const { url } = await startServer({ guests: true, origins: [APP, "https://shop.example"] });
  const connected = await fetch(`${url}${POLLING}`, { headers: { origin: APP } });
  expect(connected.status).toBe(200);
  expect(connected.headers.get("access-control-allow-origin")).toBe(APP);
  const hello = await fetch(`${url}/api/v1/hello`, { headers: { origin: APP } });
  expect(await hello.json()).toMatchObject({ origin: { value: APP, allowed: true } });
  const begun = await post(`${url}/api/v1/sign-in/requests`, { secret: SECRET }, APP);
  expect(begun.status).toBe(200);
  expect(begun.headers.get("access-control-allow-origin")).toBe(APP);
});

it("[EM4] an app's pages may frame the chat where they are listed", async () => {
  const { url } = await startServer({ guests: true, origins: [APP] });
  const page = await fetch(`${url}/embed/s1`);
  expect(page.headers.get("content-security-policy")).toContain(`frame-ancestors 'self' ${APP}`);
});

it.each(["capacitor://evil", "ionic://localhost", "capacitor://localhost:1", "http://localhost"])(
  "[CN5][SI1] an app's listing lets nobody else in: %s",
  async (origin) => {
    const { url } = await startServer({ guests: true, origins: [APP] });
    expect((await fetch(`${url}${POLLING}`, { headers: { origin } })).status).toBe(403);
    const begun = await post(`${url}/api/v1/sign-in/requests`, { secret: SECRET }, origin);
    expect(begun.status).toBe(403);
  },
);

/* Whole ways, as the web views of these frameworks go them. */
const APPS = [
  "capacitor://localhost",
  "ionic://localhost",
  "tauri://localhost",
  "https://tauri.localhost",
  "http://localhost",
];

describe.each(APPS)("an app whose pages are under %s", (origin) => {
  const page = `${origin}/index.html`;

  async function begin(url: string, from = page) {
    const answer = await post<SignInRequest>(
      `${url}/api/v1/sign-in/requests`,
      { secret: SECRET, page: from },
      origin,
    );
    return (answer.json as unknown as SignInRequest).request;
  }

  async function grant(url: string, request: string, cookie: string) {
    const address = `${url}/api/v1/sign-in/requests/${request}`;
    const view = (await (await fetch(address, { headers: { cookie } })).json()) as object;
    const granted = await post<SignInGrant>(`${address}/grant`, { demoName: "민지" }, url, cookie);
    return { view, ...(granted.json as unknown as { code?: string }) };
  }

  it("[CN5][SI1] signs people in by the form, refreshes, and lets them write", async () => {
    const { url } = await startServer({ origins: [origin], signInPages: [page] });
    const request = await begin(url, `${page}?room=1#there`);
    const cookie = await startByForm(url, request, origin);
    const { view, code } = await grant(url, request, cookie);
    expect(view).toMatchObject({ origin, returnTo: `${page}?room=1`, started: true });
    const begun = { request, secret: SECRET, code };
    const redeemed = await post<ChatSession>(`${url}/api/v1/chat-sessions`, begun, origin);
    expect(redeemed.headers.get("access-control-allow-origin")).toBe(origin);
    const { refreshHandle } = redeemed.json as unknown as ChatSession;
    const refresh = `${url}/api/v1/chat-sessions/refresh`;
    const refreshed = await post<ChatSession>(refresh, { refreshHandle }, origin);
    const { token } = refreshed.json as unknown as ChatSession;
    const client = connect(url, { auth: { token }, extraHeaders: { origin } });
    await join(client, "s1");
    expect(await send(client, "s1", "안녕")).toMatchObject({ nickname: "민지", role: "member" });
    // To a page of another origin it is worth nothing.
    const elsewhere = connect(url, { auth: { token } });
    expect((await join(elsewhere, "s1")).me).toMatchObject({ reason: "invalid-token" });
  });

  it("[SI1][SI8] is started by its page's address alone where the operator has named that, and returns to no other", async () => {
    const { url } = await startServer({ origins: [origin], signInPages: [page] });
    const named = await begin(url);
    const started = await startByForm(url, named, "null");
    expect(await grant(url, named, started)).toMatchObject({ view: { returnTo: page } });
    expect(started).not.toBe("");

    for (const from of [`${origin}/other.html`, `${page}/x`, `${origin}:8080/index.html`]) {
      const other = await begin(url, from);
      if (!other) continue;
      const cookie = await startByForm(url, other, origin);
      expect((await grant(url, other, cookie)).view).not.toHaveProperty("returnTo");
      expect(await startByForm(url, other, "null")).toBe("");
    }
  });
});

it.each([
  // As such a web view writes the address that an app begins at.
  ...["capacitor://localhost"],
  ...["capacitor://localhost/", "tauri://localhost/a/b.html", "https://shop.example/live"],
  ...["http://localhost/index.html", "ionic://localhost/index.html"],
])("[SI1] takes %s for a page's address", (address) => {
  expect(isPageAddress(address)).toBe(true);
});

it.each([
  ...["capacitor://localhost/?a=1", "capacitor://localhost/#a"],
  ...["capacitor://me@localhost/", "file:///index.html", "blob:https://shop.example/1"],
  ...["javascript://localhost/%0aalert(1)", "data://localhost/", "https://shop.example"],
  ...["https://*.example/", "https://Shop.example/", "ws://localhost/", "about://localhost/"],
])("[SI1] does not take %s for a page's address", (address) => {
  expect(isPageAddress(address)).toBe(false);
});
