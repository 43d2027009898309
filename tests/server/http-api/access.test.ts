import { describe, expect, it } from "vitest";
import { ADMIN_TOKEN, apiOf } from "../../support/http-api.ts";
import { SkippingClock } from "../../support/skipping-clock.ts";
import { SIGN_IN, tokenOf } from "../../support/staff.ts";
import { startServer } from "../../support/start-server.ts";

const SHOP = "https://shop.example";

describe("asking over HTTP", () => {
  it.each([
    [undefined, "sign-in-required"],
    ["nonsense", "invalid-token"],
    [`${ADMIN_TOKEN}x`, "invalid-token"],
  ])("[AD1] refuses the token %j", async (token, code) => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const { status, headers, body } = await apiOf(url, token ?? "").get("/streams/s1/state");
    expect([status, body.error.code]).toEqual([401, code]);
    expect(headers.get("www-authenticate")).toBe("Bearer");
  });

  it("[AD1] refuses an owner's token that has run out, and takes it until then", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer(SIGN_IN, { clock });
    const api = apiOf(url, await tokenOf("olga", { chat_role: "owner" }));
    expect((await api.get("/streams/s1/state")).status).toBe(200);
    clock.skip(3 * 60 * 60_000 + 10_000);
    expect((await api.get("/streams/s1/state")).body.error.code).toBe("token-expired");
  });

  it.each([
    ["GET", "/nothing"],
    ["GET", "/streams/s1/audits"],
    ["DELETE", "/streams/s1/state"],
  ])("[AD6] answers %s %s, which is not there, like every other refusal", async (method, path) => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const answer = await fetch(`${url}/api/v1${path}`, { method });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ ok: false, error: { code: "not-found" } });
  });

  it("[AD7] lets pages of allowed origins ask, and no others", async () => {
    const { url } = await startServer({
      ...{ ...SIGN_IN, adminToken: ADMIN_TOKEN, origins: [SHOP] },
    });
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` };
    const ask = (origin: string, method = "GET") =>
      fetch(`${url}/api/v1/streams/s1/state`, { method, headers: { ...headers, origin } });
    expect((await ask(SHOP)).headers.get("access-control-allow-origin")).toBe(SHOP);
    const preflight = await ask(SHOP, "OPTIONS");
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-headers")).toContain("authorization");
    for (const origin of ["https://evil.example", "null", `${SHOP}.evil.example`])
      expect((await ask(origin)).status).toBe(403);
  });

  it("[AD6][AD7] says to an address that asks too much when to try again", async () => {
    const clock = new SkippingClock();
    const { url } = await startServer(
      { ...SIGN_IN, adminToken: ADMIN_TOKEN, rateLimit: "8/600s" },
      { clock },
    );
    const api = apiOf(url);
    let asked = 0;
    // The bucket fills again while it is asked, 10 times a second.
    for (; asked < 600; asked++) expect((await api.get("/streams/s1/state")).status).toBe(200);
    let answer = await api.get("/streams/s1/state");
    for (; answer.status === 200 && asked < 1_200; asked++)
      answer = await api.get("/streams/s1/state");
    const { status, headers, body } = answer;
    expect([status, headers.get("retry-after")]).toEqual([429, "1"]);
    expect(body.error).toMatchObject({ code: "rate-limited", retryable: true });
    clock.skip(1_000);
    expect((await api.get("/streams/s1/state")).status).toBe(200);
  });

  it.each([
    ["/streams/a%20b/actions", { kind: "clear" }, 400, "invalid-stream-id"],
    ["/streams/s1/actions", {}, 400, "bad-request"],
    ["/streams/s1/actions", [], 400, "bad-request"],
    ["/streams/s1/actions", { kind: "explode" }, 400, "bad-request"],
    ["/streams/s1/actions", { kind: "timeout", userId: "tom", seconds: 5 }, 400, "bad-request"],
    ["/streams/s1/actions", { kind: "clear", why: "extra" }, 400, "bad-request"],
    ["/streams/s1/actions", { kind: "note", userId: "tom", text: "​" }, 400, "bad-request"],
    ["/streams/s1/actions", { kind: "lift", userId: "nobody" }, 404, "not-found"],
    ["/streams/s1/actions", { kind: "undo", actionId: "1.nothing" }, 404, "not-found"],
  ])("[AD6] refuses POST %s %j with %d", async (path, body, status, code) => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const answer = await apiOf(url).post(path, body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it("[AD6] refuses a body of more than 16 kB", async () => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const body = { kind: "clear", reason: "x".repeat(20_000) };
    expect((await apiOf(url).post("/streams/s1/actions", body)).status).toBe(413);
  });

  it("[AD6] refuses a page of the wrong form", async () => {
    const { url } = await startServer({ ...SIGN_IN, adminToken: ADMIN_TOKEN });
    const api = apiOf(url);
    for (const query of ["limit=many", "limit=1.5", `search=${"x".repeat(300)}`])
      expect((await api.get(`/streams/s1/audit?${query}`)).status).toBe(400);
    expect((await api.get("/streams/s1/audit?limit=0&limit=3&__proto__=x")).status).toBe(200);
  });
});
