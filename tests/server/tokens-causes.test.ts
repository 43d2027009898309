import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, SignJWT, type JWTPayload } from "jose";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createVerifiers, type IssuerOptions } from "../../server/src/auth/create-verifiers.ts";
import { warnOfRefusals } from "../../server/src/auth/warn-of-refusals.ts";
import type { TokenCause } from "../../server/src/auth/token-causes.ts";
import { connect } from "../support/connect.ts";
import { apiOf } from "../support/http-api.ts";
import { runCli } from "../support/server-process.ts";
import { startServer } from "../support/start-server.ts";
import { ask, join } from "../support/stock-client.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const SECRET = "c2VjcmV0IG9mIG1vcmUgdGhhbiB0aGlydHktdHdvIGNoYXJhY3RlcnM=";
const NOW_MS = 1_800_000_000_000;
const NOW_S = NOW_MS / 1_000;
const RULES = { jwtIssuer: "https://shop.example", jwtAudience: "viewers-of-the-shop" };
const GOOD = { sub: "u-1", iss: RULES.jwtIssuer, aud: RULES.jwtAudience, exp: NOW_S + 600 };

function sign(claims: object, key: string | Uint8Array = SECRET, alg = "HS256"): Promise<string> {
  const bytes = typeof key === "string" ? new TextEncoder().encode(key) : key;
  return new SignJWT(claims as JWTPayload).setProtectedHeader({ alg }).sign(bytes);
}

const clock = { nowMs: () => NOW_MS, after: () => () => undefined };

function judge(token: string, options: IssuerOptions = { jwtSecret: SECRET, ...RULES }) {
  return createVerifiers(options, { clock, fetch, warn: () => undefined })(token);
}

/** Each is right but for one thing, and the hint names what to look at. */
const WRONG: [TokenCause, () => Promise<string>, RegExp][] = [
  ["expired", () => sign({ ...GOOD, exp: NOW_S - 10 }), /exp/],
  ["not-yet-valid", () => sign({ ...GOOD, nbf: NOW_S + 600 }), /nbf/],
  ["wrong-time", () => sign({ ...GOOD, nbf: NOW_S + 90_000 }), /nbf/],
  ["bad-signature", () => sign(GOOD, "another secret of thirty-two characters"), /CHAT_JWT_SECRET/],
  ["wrong-issuer", () => sign({ ...GOOD, iss: "https://shop.example/" }), /CHAT_JWT_ISSUER/],
  ["wrong-audience", () => sign({ ...GOOD, aud: "shop" }), /CHAT_JWT_AUDIENCE/],
  ["missing-exp", () => sign({ ...GOOD, exp: undefined }), /no exp/],
  ["missing-sub", () => sign({ ...GOOD, sub: undefined }), /no sub/],
  ["wrong-sub", () => sign({ ...GOOD, sub: "guest:1" }), /sub/],
  ["wrong-time", () => sign({ ...GOOD, exp: "soon" }), /exp/],
  ["in-milliseconds", () => sign({ ...GOOD, exp: GOOD.exp * 1_000 }), /milliseconds/],
  ["wrong-algorithm", () => sign(GOOD, SECRET, "HS512"), /HS256.*CHAT_JWT_SECRET/],
  ["not-a-jwt", async () => `Bearer ${await sign(GOOD)}`, /not a JWT/],
  ["not-a-jwt", () => Promise.resolve("undefined"), /not a JWT/],
  ["too-long", () => sign({ ...GOOD, more: "x".repeat(9_000) }), /8,192/],
];

describe("a token that is not accepted", () => {
  it.each(WRONG)("[ID12] is explained: %s", async (cause, make, hint) => {
    const verdict = await judge(await make());
    expect(verdict).toMatchObject({ ok: false, cause });
    const said = "hint" in verdict ? (verdict.hint ?? "") : "";
    expect(said).toMatch(hint);
    for (const value of [SECRET, ...Object.values(RULES)]) expect(said).not.toContain(value);
  });

  it("[ID12] by published keys, names a key that was not found, and Supabase's own keys", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const keys = [{ ...(await exportJWK(publicKey)), kid: "one", alg: "ES256" }];
    const server = createServer((_request, response) => response.end(JSON.stringify({ keys })));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const signed = (claims: object, kid: string) =>
      new SignJWT(claims as JWTPayload).setProtectedHeader({ alg: "ES256", kid }).sign(privateKey);
    const own = { jwksUrl: `${url}/keys` };
    expect(await judge(await signed(GOOD, "two"), own)).toMatchObject({
      cause: "key-not-found",
      hint: expect.stringContaining("CHAT_JWKS_URL") as string,
    });
    const iss = `${url}/auth/v1`;
    const anon = await signed({ ...GOOD, iss, aud: "authenticated", role: "anon" }, "one");
    expect(await judge(anon, { supabaseUrl: url })).toMatchObject({ cause: "wrong-role" });
    // Of several issuers, the one that comes nearest says why.
    const both = { ...own, jwtSecret: SECRET };
    expect(await judge(await signed({ ...GOOD, exp: NOW_S - 1 }, "one"), both)).toMatchObject({
      cause: "expired",
    });
    expect(await judge(await sign(GOOD, "x".repeat(32)), both)).toMatchObject({
      cause: "bad-signature",
    });
  });

  it("[ID12] is in the log once a minute for each cause, without the token", async () => {
    let nowMs = NOW_MS;
    const said: string[] = [];
    const moving = { nowMs: () => nowMs, after: () => () => undefined };
    const verify = warnOfRefusals(
      createVerifiers({ jwtSecret: SECRET }, { clock: moving, fetch, warn: () => undefined }),
      { clock: moving, warn: (message) => void said.push(message) },
    );
    const bad = await sign(GOOD, "y".repeat(32));
    const late = await sign({ ...GOOD, exp: NOW_S - 60 });
    const stale = await sign({ ...GOOD, exp: NOW_S - 7_200 });
    for (let i = 0; i < 50; i++) for (const token of [bad, late]) await verify(token);
    expect(said).toEqual([expect.stringMatching(/^A token was refused \(bad-signature\)/)]);
    await verify(stale);
    expect(said[1]).toContain("(expired)");
    nowMs += 60_000;
    await verify(bad);
    expect(said).toHaveLength(3);
    for (const part of bad.split(".")) expect(said.join()).not.toContain(part);
  });

  it("[ID12] gives its page and its program the reason", async () => {
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const server = await startServer({ jwtSecret: SECRET });
    const token = await sign({ sub: "u-1" });
    const client = connect(server.url, { auth: { token } });
    expect((await join(client, "s1")).me).toMatchObject({
      reason: "invalid-token",
      hint: expect.stringContaining("no exp") as string,
    });
    expect(await ask(client, "authenticate", { token: "x.y.z" })).toMatchObject({
      error: { code: "invalid-token", message: expect.stringContaining("not a JWT") as string },
    });
    const api = await apiOf(server.url, token).get("/streams/s1/state");
    expect(api.body.error.message).toContain("no exp");

    const members = await startServer({ jwtSecret: SECRET, read: "members" });
    const outside = connect(members.url, { auth: { token } });
    expect(await ask(outside, "join-room", { streamId: "s1" })).toMatchObject({
      error: { code: "invalid-token", message: expect.stringContaining("no exp") as string },
    });
    const guests = await startServer({ guests: true });
    const lost = connect(guests.url, { auth: { token } });
    expect((await join(lost, "s1")).me.hint).toContain("CHAT_JWT_SECRET");
  });
});

describe("the commands for tokens", () => {
  const env = { CHAT_JWT_SECRET: SECRET, CHAT_JWT_AUDIENCE: "chat" };

  it("make a token, and show the person that it names", async () => {
    const dir = temporaryFolder();
    const args = ["--sub", "u-1", "--name", "미나", "--role", "owner"];
    const { stdout } = await runCli(["token", ...args], env, dir);
    const checked = await runCli(["check-token", stdout.trim()], env, dir);
    expect(checked).toMatchObject({ code: 0, stderr: "" });
    for (const said of ["accepted", "u-1", "미나", "owner"]) expect(checked.stdout).toContain(said);
    const unsaid = await runCli(["token", "--name", "x"], env, dir);
    expect(unsaid).toMatchObject({ code: 1, stdout: "" });
    expect(unsaid.stderr).toContain("--sub");
    expect((await runCli(["token", "--sub", "u-1"], {}, dir)).stderr).toContain("CHAT_JWT_SECRET");
  });

  it("find out that the signer decoded the secret, and show claims beside what the settings require", async () => {
    const dir = temporaryFolder();
    const claims = { sub: "u-1", aud: "chat", exp: Math.floor(Date.now() / 1_000) + 600 };
    const decoded = await sign(claims, Buffer.from(SECRET, "base64"));
    const first = await runCli(["check-token", decoded], env, dir);
    expect(first.code).toBe(1);
    expect(first.stdout).toContain("bad-signature");
    expect(first.stdout).toContain("CHAT_JWT_SECRET decoded from base64");
    expect(first.stdout).not.toContain(SECRET);
    const other = await runCli(["check-token", await sign({ ...claims, aud: "shop" })], env, dir);
    expect(other.stdout).toContain('aud: "shop"   CHAT_JWT_AUDIENCE: chat');
    const role = await sign({ ...claims, chat_role: "admin" });
    expect((await runCli(["check-token", role], env, dir)).stdout).toContain("is ignored");
  });
});
