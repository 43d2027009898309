import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import {
  createVerifiers,
  hasIssuer,
  type IssuerOptions,
} from "../../server/src/auth/create-verifiers.ts";

/* Each setting of an issuer has its effect, alone and beside the others. */

const SECRET = "a secret of more than thirty-two characters";
const NOW_MS = 1_800_000_000_000;
const GOOD = { sub: "u-1", iss: "https://shop.example", aud: "chat", exp: NOW_MS / 1_000 + 600 };
const OF_SUPABASE = {
  ...{ ...GOOD, iss: "https://p.supabase.co/auth/v1", aud: "authenticated" },
  role: "authenticated",
};
const RULES = { jwtIssuer: GOOD.iss, jwtAudience: GOOD.aud };

let key: CryptoKey;
let published: object;

beforeAll(async () => {
  const pair = await generateKeyPair("ES256");
  key = pair.privateKey;
  published = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: "k", alg: "ES256" }] };
});

const clock = { nowMs: () => NOW_MS, after: () => () => undefined };

function source() {
  const fetch = () => Promise.resolve(Response.json(published));
  return { clock, fetch, warn: () => undefined };
}

const byKey = (claims: object) =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg: "ES256", kid: "k" }).sign(key);
const bySecret = (claims: object) =>
  new SignJWT({ ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .sign(new TextEncoder().encode(SECRET));

describe("a token of the site's own issuer", () => {
  it.each([
    ["a secret", { jwtSecret: SECRET }, bySecret],
    ["published keys", { jwksUrl: "https://id.example/jwks" }, byKey],
  ] as const)("[ID1] by %s has the issuer and the audience that are set", async (_, own, sign) => {
    const judge = async (rules: object, changes: object) =>
      (await createVerifiers({ ...own, ...rules }, source())(await sign({ ...GOOD, ...changes })))
        .ok;
    expect(await judge(RULES, {})).toBe(true);
    expect(await judge({}, { iss: "https://any.example", aud: "any" })).toBe(true);
    for (const changes of [{ iss: "https://evil.example" }, { iss: undefined }])
      expect(await judge({ jwtIssuer: GOOD.iss }, changes)).toBe(false);
    for (const changes of [{ aud: "shop" }, { aud: undefined }])
      expect(await judge({ jwtAudience: GOOD.aud }, changes)).toBe(false);
  });
});

it("[ID1] a token of a Supabase project counts by its keys, and by its legacy secret where that is set", async () => {
  const judge = async (options: IssuerOptions, token: string) =>
    (await createVerifiers(options, source())(token)).ok;
  for (const supabaseUrl of ["https://p.supabase.co", "https://p.supabase.co/"]) {
    expect(await judge({ supabaseUrl }, await byKey(OF_SUPABASE))).toBe(true);
    const legacy = { supabaseUrl, supabaseJwtSecret: SECRET };
    for (const sign of [byKey, bySecret])
      expect(await judge(legacy, await sign(OF_SUPABASE))).toBe(true);
    expect(await judge({ supabaseUrl }, await bySecret(OF_SUPABASE))).toBe(false);
  }
});

it.each([
  { supabaseUrl: "https://p.supabase.co" },
  { jwtSecret: SECRET },
  { jwksUrl: "https://id.example/jwks" },
  { oidcIssuer: "https://id.example", oidcClientId: "chat" },
])("[ID1][SI2] %j alone vouches for people, on the sign-in page, too", (options) => {
  expect(hasIssuer(options)).toBe(true);
  expect(hasIssuer({})).toBe(false);
});
