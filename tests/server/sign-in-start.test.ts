import type { SignInRequest } from "#protocol";
import { describe, expect, it } from "vitest";
import { freePort } from "../support/free-port.ts";
import { PAGE, post, SECRET, startByForm } from "../support/sign-in-api.ts";
import { startServer } from "../support/start-server.ts";

/** The page of PAGE's origin that passes everybody on. */
const OPEN_REDIRECT = `${PAGE}/go?to=https://evil.example`;
const LONG = `${PAGE}/${"x".repeat(2_000)}`;
const FORBIDDEN = { status: 403, json: { ok: false, error: { code: "forbidden" } } };

async function begin(url: string, page?: string, origin = PAGE) {
  const body = { secret: SECRET, page };
  const answer = await post<SignInRequest>(`${url}/api/v1/sign-in/requests`, body, origin);
  return { ...answer, request: (answer.json as unknown as SignInRequest).request };
}

async function view(url: string, request: string, cookie = "") {
  const answer = await fetch(`${url}/api/v1/sign-in/requests/${request}`, { headers: { cookie } });
  return (await answer.json()) as unknown;
}

function grant(url: string, request: string, cookie = "") {
  const address = `${url}/api/v1/sign-in/requests/${request}/grant`;
  return post(address, { demoName: "민지" }, url, cookie);
}

describe("the browser that asked", () => {
  it("[SI8] gets a code; one that was led there by a link does not", async () => {
    const { url } = await startServer();
    const { request } = await begin(url, OPEN_REDIRECT);
    expect(await view(url, request)).toMatchObject({ started: false });
    expect(await grant(url, request)).toMatchObject(FORBIDDEN);

    const cookie = await startByForm(url, request);
    expect(await view(url, request, cookie)).toMatchObject({ started: true, origin: PAGE });
    // The page that asked does not grant to itself, whatever cookies a browser sends.
    const address = `${url}/api/v1/sign-in/requests/${request}/grant`;
    for (const origin of [PAGE, "https://evil.example", "null"])
      expect(await post(address, { demoName: "민지" }, origin, cookie)).toMatchObject(FORBIDDEN);
    expect(await grant(url, request, cookie)).toMatchObject({ status: 200 });
  });

  it.each(["sign-in/requests", "chat-sessions", "chat-sessions/refresh", "chat-sessions/revoke"])(
    "[SI1] names its page: %s answers nobody without an origin",
    async (path) => {
      const { url } = await startServer();
      const answer = await fetch(`${url}/api/v1/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ secret: SECRET, refreshHandle: "made.up" }),
      });
      const { status } = answer;
      expect({ status, json: await answer.json() }).toMatchObject(FORBIDDEN);
    },
  );

  it("[SI8] sees the sign-in page in no frame, and that page tells no other where it was", async () => {
    const { url } = await startServer();
    const { headers } = await fetch(`${url}/sign-in/`);
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  it.each(["https://evil.example", "null", "", "http://localhost:5998"])(
    "[SI8] is not one in which a page of %j submits the form",
    async (origin) => {
      const { url } = await startServer();
      const { request } = await begin(url, OPEN_REDIRECT);
      expect(await startByForm(url, request, origin)).toBe("");
    },
  );

  it("[SI8] is not the one of another request", async () => {
    const { url } = await startServer();
    const [mine, theirs] = [await begin(url), await begin(url)];
    const [name, value] = (await startByForm(url, mine.request)).split("=");
    expect(await grant(url, theirs.request, `${name}=${value}`)).toMatchObject(FORBIDDEN);
    const id = JSON.parse(atob(theirs.request.split(".")[1] ?? "")) as { jti: string };
    for (const ticket of [value, theirs.request, mine.request, "x"])
      expect(
        await grant(url, theirs.request, `live-chat-sign-in-${id.jti}=${ticket}`),
      ).toMatchObject(FORBIDDEN);
  });

  it("[SI8] shows the request's secret where its page is the opener, to the server's own page alone", async () => {
    const { url } = await startServer();
    const { request } = await begin(url);
    const start = `${url}/api/v1/sign-in/requests/${request}/start`;
    for (const secret of [undefined, "t".repeat(43), {}, ""])
      expect(await post(start, { secret }, url)).toMatchObject(FORBIDDEN);
    expect(await post(start, { secret: SECRET }, PAGE)).toMatchObject(FORBIDDEN);
    const { headers } = await post(start, { secret: SECRET }, url);
    const cookie = headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    expect(await grant(url, request, cookie)).toMatchObject({ status: 200 });
  });

  it("[SI8] keeps a cookie that no neighbouring host can set, where the server has https", async () => {
    const publicUrl = "https://chat.example";
    const port = await freePort();
    await startServer({ guests: true, origins: [PAGE], publicUrl, port });
    const url = `http://127.0.0.1:${port}`;
    const { request } = await begin(url);
    const cookie = await startByForm(url, request);
    expect(cookie).toMatch(/^__Host-live-chat-sign-in-/);
    expect(await view(url, request, cookie)).toMatchObject({ started: true });
    expect(await view(url, request, cookie.replace("__Host-", ""))).toMatchObject({
      started: false,
    });
  });
});

describe("the page that is returned to", () => {
  it("[SI1] is the one that asked, without its fragment", async () => {
    const { url } = await startServer();
    const { request } = await begin(url, `${PAGE}/live?id=1#top`);
    expect(await view(url, request)).toMatchObject({ returnTo: `${PAGE}/live?id=1` });
  });

  it.each([
    "https://evil.example/",
    `${PAGE}.evil.example/`,
    `http://user@localhost:5999/`,
    `http://localhost:5999@evil.example/`,
    `blob:${PAGE}/1`,
    "javascript:alert(1)",
    "/live",
    7,
    LONG,
  ])("[SI1] is never %.60j", async (page) => {
    const { url } = await startServer();
    expect(await begin(url, page as string)).toMatchObject({ status: 400 });
  });

  it("[SI1] is one that the operator named, where they named any of that origin", async () => {
    const signInPages = [`${PAGE}/live`, "https://other.example/"];
    const free = "https://free.example";
    const { url } = await startServer({ guests: true, origins: [PAGE, free], signInPages });
    const anyPage = await begin(url, `${free}/any`, free);
    expect(await view(url, anyPage.request)).toMatchObject({ returnTo: `${free}/any` });
    const named = await begin(url, `${PAGE}/live?id=1`);
    expect(await view(url, named.request)).toMatchObject({ returnTo: `${PAGE}/live?id=1` });
    const other = await begin(url, OPEN_REDIRECT);
    expect(await view(url, other.request)).not.toHaveProperty("returnTo");
    for (const below of [`${PAGE}/live/go?to=https://evil.example`, `${PAGE}/lively`])
      expect(await view(url, (await begin(url, below)).request)).not.toHaveProperty("returnTo");
    // It passes a code on to nobody: so a browser may sign in that names no origin.
    expect(await startByForm(url, named.request, "null")).not.toBe("");
    expect(await startByForm(url, other.request, "null")).toBe("");
  });
});
