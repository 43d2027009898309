import type { JsonWebKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ecSigner, forgeToken } from "../fakes/supabase-auth/forge-token.ts";
import { openTokenFixture, type TokenFixture } from "../fakes/supabase-auth/token-fixture.ts";

/* Tokens that the project itself signed: what they say decides. */

let fixture: TokenFixture;
let nowS: number;

beforeAll(async () => {
  fixture = await openTokenFixture();
  nowS = fixture.clock.nowMs() / 1_000;
});
afterAll(() => fixture.auth.close());

async function judge(changes: Record<string, unknown>) {
  const { auth, account, verify } = fixture;
  return verify(await auth.tokenOf(account, changes));
}

const WRONG: Record<string, () => Record<string, unknown>> = {
  "no issuer": () => ({ iss: undefined }),
  "another project's issuer": () => ({ iss: "https://other.supabase.co/auth/v1" }),
  "the issuer with a slash more": () => ({ iss: `${fixture.auth.url}/auth/v1/` }),
  "the issuer with a longer name": () => ({ iss: `${fixture.auth.url}/auth/v1.evil.example` }),
  "the issuer in capitals": () => ({ iss: `${fixture.auth.url}/AUTH/V1` }),
  "the issuer in a list": () => ({ iss: [`${fixture.auth.url}/auth/v1`] }),
  "the project's address as issuer": () => ({ iss: fixture.auth.url }),
  "no audience": () => ({ aud: undefined }),
  "another audience": () => ({ aud: "anon" }),
  "a longer audience": () => ({ aud: "authenticated-admin" }),
  "an empty list of audiences": () => ({ aud: [] }),
  "an audience that is an object": () => ({ aud: { authenticated: true } }),
  "no role": () => ({ role: undefined }),
  "the role service_role": () => ({ role: "service_role" }),
  "the role anon": () => ({ role: "anon" }),
  "the role in a list": () => ({ role: ["authenticated"] }),
  "no exp": () => ({ exp: undefined }),
  "an exp that is null": () => ({ exp: null }),
  "an exp that is a text": () => ({ exp: String(nowS + 3_600) }),
  "an exp that is a date": () => ({ exp: "2099-01-01T00:00:00Z" }),
  "an exp that is true": () => ({ exp: true }),
  "an exp beyond all dates": () => ({ exp: 1e300 }),
  "no sub": () => ({ sub: undefined }),
  "an empty sub": () => ({ sub: "" }),
  "a sub of spaces": () => ({ sub: "   " }),
  "a sub that is null": () => ({ sub: null }),
  "a sub that is half a number": () => ({ sub: 42.5 }),
  "a sub that is a number below zero": () => ({ sub: -1 }),
  "a sub that is a larger number than JSON keeps": () => ({ sub: 2 ** 53 }),
  "a sub that is a list": () => ({ sub: [fixture.account.id] }),
  "a sub that is an object": () => ({ sub: { length: 1 } }),
  "a guest's sub": () => ({ sub: "guest:abcdefghijklmnop" }),
  "a guest's sub in capitals": () => ({ sub: "GUEST:abcdefghijklmnop" }),
  "a reader's sub": () => ({ sub: "viewer:abcdefghijkl" }),
  "a demo account's sub": () => ({ sub: "demo:0123456789abcdef" }),
  "a bot's sub": () => ({ sub: "bot:news" }),
  "an invited person's sub": () => ({ sub: "invited:0123456789abcdef" }),
  "a sub of 129 characters": () => ({ sub: "s".repeat(129) }),
  "a sub with a null byte": () => ({ sub: "abc\0def" }),
  "a sub with an invisible turn of direction": () => ({ sub: "abc\u202Edef" }),
  "a sub with half a character": () => ({ sub: "abc\uD800" }),
  "an nbf next year": () => ({ nbf: nowS + 31_536_000 }),
  "an nbf that is a text": () => ({ nbf: String(nowS - 60) }),
  "an iat that is a text": () => ({ iat: "now" }),
};

test.each(Object.entries(WRONG))("[ID1] refuses %s", async (_title, changes) => {
  expect(await judge(changes())).toMatchObject({ ok: false, reason: "invalid-token" });
});

const OVER: Record<string, () => number> = {
  "this very second": () => nowS,
  "3 s ago": () => nowS - 3,
  "last year": () => nowS - 31_536_000,
  "in 1970": () => 0,
  "before 1970": () => -1,
};

test.each(Object.entries(OVER))("[ID1] refuses a token that ran out %s", async (_title, exp) => {
  expect(await judge({ exp: exp() })).toMatchObject({ ok: false, reason: "token-expired" });
});

describe("claims that no JSON writer would write", () => {
  const forge = (spoil: (claims: string) => string) => {
    const { auth, account } = fixture;
    const header = { alg: "ES256", kid: auth.keys.kid };
    const claims = spoil(JSON.stringify(auth.claimsOf(account)));
    return forgeToken(header, claims, ecSigner(auth.keys.privateJwk as JsonWebKey));
  };

  test("[ID1] accepts them unspoilt", async () => {
    expect(await fixture.verify(forge((claims) => claims))).toMatchObject({ ok: true });
  });

  test.each<[string, (claims: string) => string]>([
    ["an endless exp", (claims) => claims.replace(/"exp":\d+/, '"exp":1e999')],
    ["a second issuer", (claims) => claims.replace(/}$/, ',"iss":"https://evil.example"}')],
    ["a second sub", (claims) => claims.replace(/}$/, ',"sub":"guest:abcdefghijklmnop"}')],
    ["a second role", (claims) => claims.replace(/}$/, ',"role":"service_role"}')],
    ["something after them", (claims) => `${claims} {}`],
  ])("[ID1] refuses %s", async (_title, spoil) => {
    expect(await fixture.verify(forge(spoil))).toMatchObject({
      ok: false,
      reason: "invalid-token",
    });
  });
});

const RIGHT: Record<string, () => Record<string, unknown>> = {
  "as the project writes it": () => ({}),
  "for several audiences": () => ({ aud: ["other", "authenticated"] }),
  "that runs out in a second": () => ({ exp: nowS + 1 }),
  "that runs out in ten years": () => ({ exp: nowS + 315_360_000 }),
  "whose issuer's clock is 60 s ahead": () => ({ nbf: nowS + 60, iat: nowS + 60 }),
  "that began long ago": () => ({ nbf: nowS - 900 }),
  "with a sub of another kind": () => ({ sub: "auth0|5f7c8ec7c33c6c004bbafe82" }),
};

test.each(Object.entries(RIGHT))("[ID1] accepts a token %s", async (_title, changes) => {
  const given = changes();
  const exp = Number(given["exp"] ?? nowS + 3_600);
  expect(await judge(given)).toMatchObject({
    ok: true,
    member: { userId: given["sub"] ?? fixture.account.id, expiresAtMs: exp * 1_000 },
  });
});

test.each<[string, object]>([
  ["of another typ", { typ: "at+jwt" }],
  ["without a typ", { typ: undefined }],
  ["without a kid, while the project has one key", { kid: undefined }],
])("[ID1] accepts a token %s", async (_title, changes) => {
  const { auth, account, verify } = fixture;
  const header = { alg: "ES256", kid: auth.keys.kid, typ: "JWT", ...changes };
  const signer = ecSigner(auth.keys.privateJwk as JsonWebKey);
  expect((await verify(forgeToken(header, auth.claimsOf(account), signer))).ok).toBe(true);
});

test("[ID1] takes a sub that is a whole number for its digits", async () => {
  for (const sub of [0, 42, Number.MAX_SAFE_INTEGER])
    expect(await judge({ sub })).toMatchObject({ ok: true, member: { userId: String(sub) } });
});
