import { createPublicKey, type JsonWebKey } from "node:crypto";
import { expect, onTestFinished, test } from "vitest";
import {
  jwksVerifier,
  secretVerifier,
  type TokenRules,
} from "../../server/src/auth/token-verifier.ts";
import { forgeToken, hmacSigner, rsaSigner } from "../fakes/supabase-auth/forge-token.ts";
import { openTokenFixture, type TokenFixture } from "../fakes/supabase-auth/token-fixture.ts";

const SECRET = "a secret of thirty-two characters";
const OTHER_SECRET = "another one of thirty-two letters";

async function open(...given: Parameters<typeof openTokenFixture>): Promise<TokenFixture> {
  const fixture = await openTokenFixture(...given);
  onTestFinished(() => fixture.auth.close());
  return fixture;
}

function signBySecret({ auth, account }: TokenFixture, secret: string, alg = "HS256"): string {
  const hash = alg.replace("HS", "sha");
  return forgeToken({ alg, typ: "JWT" }, auth.claimsOf(account), hmacSigner(secret, hash));
}

test("[ID1] accepts HS256 of a Supabase project whose legacy secret is set, and nothing similar", async () => {
  const fixture = await open(SECRET);
  const { auth, account, verify } = fixture;
  expect(await verify(await auth.tokenOf(account))).toMatchObject({ ok: true });
  expect(await verify(signBySecret(fixture, SECRET))).toMatchObject({ ok: true });
  for (const token of [
    signBySecret(fixture, OTHER_SECRET),
    signBySecret(fixture, SECRET, "HS384"),
    signBySecret(fixture, SECRET, "HS512"),
    signBySecret(fixture, `${SECRET}\n`),
    signBySecret(fixture, Buffer.from(SECRET).toString("base64")),
  ])
    expect(await verify(token)).toMatchObject({ ok: false, reason: "invalid-token" });
});

test.each(["anon", "service_role"])(
  "[ID1] refuses the legacy %s key, though the secret signed it",
  async (role) => {
    const { auth, verify, clock } = await open(SECRET);
    const iat = clock.nowMs() / 1_000;
    const key = { iss: "supabase", ref: "abcdefghijklmnopqrst", role, iat, exp: iat + 315_360_000 };
    const complete = { ...key, iss: `${auth.url}/auth/v1`, aud: "authenticated", sub: "service" };
    for (const claims of [key, complete])
      expect((await verify(await auth.keys.sign(claims))).ok).toBe(false);
  },
);

test("[ID1] refuses HS256 where no legacy secret is set", async () => {
  const fixture = await open();
  expect((await fixture.verify(signBySecret(fixture, SECRET))).ok).toBe(false);
});

test("[ID1] follows a project from its legacy secret to published keys", async () => {
  const { auth, account, verify, clock, warnings } = await open(SECRET);
  const before = await auth.tokenOf(account);
  expect((await verify(before)).ok).toBe(true);
  // Having published no key yet is no fault of such a project.
  expect(warnings).toEqual([]);
  await auth.keys.rotate();
  clock.pass(30_000);
  expect((await verify(await auth.tokenOf(account))).ok).toBe(true);
  expect((await verify(before)).ok).toBe(true);
});

test("[ID1] accepts RS256 by a published key, and nothing else that the key could sign", async () => {
  const { auth, account, verify, clock } = await open(undefined, ({ keys }) =>
    keys.rotate("RS256"),
  );
  expect(await verify(await auth.tokenOf(account))).toMatchObject({ ok: true });
  const { privateJwk, publicJwk, kid } = auth.keys;
  const key = privateJwk as JsonWebKey;
  const pem = createPublicKey({ key: publicJwk as JsonWebKey, format: "jwk" }).export({
    format: "pem",
    type: "spki",
  });
  const claims = auth.claimsOf(account);
  expect((await verify(forgeToken({ alg: "RS256", kid }, claims, rsaSigner(key)))).ok).toBe(true);
  for (const token of [
    forgeToken({ alg: "RS512", kid }, claims, rsaSigner(key, { hash: "sha512" })),
    forgeToken({ alg: "PS256", kid }, claims, rsaSigner(key, { pss: true })),
    forgeToken({ alg: "RS256", kid }, claims, rsaSigner(key, { pss: true })),
    forgeToken({ alg: "ES256", kid }, claims, rsaSigner(key)),
    forgeToken({ alg: "HS256", kid }, claims, hmacSigner(pem as string)),
    forgeToken({ alg: "HS256", kid }, claims, hmacSigner((pem as string).trim())),
  ]) {
    clock.pass(5_000);
    expect(await verify(token)).toMatchObject({ ok: false, reason: "invalid-token" });
  }
});

test("[ID1] accepts the site's own tokens by secret, with the issuer and audience that are set", async () => {
  const { clock } = await open();
  const exp = clock.nowMs() / 1_000 + 60;
  const claims = { iss: "https://shop.example", aud: "chat", sub: "u-1", exp };
  const judge = async (rules: TokenRules, changes: object) => {
    const token = forgeToken({ alg: "HS256" }, { ...claims, ...changes }, hmacSigner(SECRET));
    return (await secretVerifier(SECRET, rules, { clock })(token)).ok;
  };
  const rules = { issuer: "https://shop.example", audience: "chat" };
  expect(await judge(rules, {})).toBe(true);
  expect(await judge({}, { iss: undefined, aud: undefined })).toBe(true);
  // What a role means on one's own site is none of this server's business.
  expect(await judge(rules, { role: "editor" })).toBe(true);
  expect(await judge(rules, { iss: "https://evil.example" })).toBe(false);
  expect(await judge(rules, { iss: undefined })).toBe(false);
  expect(await judge(rules, { aud: "shop" })).toBe(false);
  expect(await judge(rules, { aud: undefined })).toBe(false);
  expect(await judge({}, { exp: undefined })).toBe(false);
  expect(await judge({}, { sub: undefined })).toBe(false);
});

test("[ID1] accepts the site's own tokens by its published keys", async () => {
  const { auth, clock } = await open();
  const url = new URL(`${auth.url}/auth/v1/.well-known/jwks.json`);
  const rules = { issuer: "https://id.example", audience: "chat" };
  const verify = jwksVerifier(url, rules, { clock, fetch, warn: () => undefined });
  const exp = clock.nowMs() / 1_000 + 60;
  const claims = { iss: "https://id.example", aud: "chat", sub: "u-1", exp };
  expect((await verify(await auth.keys.sign(claims))).ok).toBe(true);
  expect((await verify(await auth.keys.sign({ ...claims, aud: "shop" }))).ok).toBe(false);
});
