import { generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { expect, test } from "vitest";
import { forgeToken, ecSigner } from "../fakes/supabase-auth/forge-token.ts";
import {
  longToken,
  openJwksFixture,
  SECOND,
  untilAnswered,
} from "../fakes/supabase-auth/jwks-fixture.ts";
import type { TokenFixture } from "../fakes/supabase-auth/token-fixture.ts";

/** A token of the key in use that does not name it. */
function unnamed({ auth, account, clock }: TokenFixture): string {
  const claims = { ...auth.claimsOf(account), exp: clock.nowMs() / SECOND + 86_400 };
  return forgeToken({ alg: "ES256" }, claims, ecSigner(auth.keys.privateJwk as JsonWebKey));
}

/** The same, of a key that the project never had. */
function forged({ auth, account }: TokenFixture): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = ecSigner(privateKey.export({ format: "jwk" }));
  return forgeToken({ alg: "ES256" }, auth.claimsOf(account), signer);
}

/** Has the server read the keys as they are published now, beside what it read at its start. */
async function readKeys(fixture: TokenFixture): Promise<void> {
  await untilAnswered(fixture);
  fixture.clock.pass(5 * SECOND);
  await untilAnswered(fixture);
}

test("[ID2] finds a key that replaced the only one, for tokens that name none", async () => {
  const fixture = await openJwksFixture();
  const { auth, verify, clock } = fixture;
  expect((await verify(unnamed(fixture))).ok).toBe(true);
  await auth.keys.rotate();
  auth.keys.revokePrevious();
  clock.pass(5 * SECOND);
  expect((await verify(unnamed(fixture))).ok).toBe(true);
  expect(fixture.asked()).toBe(2);
});

test("[ID9] tells a token that names no key when its key may be found", async () => {
  const fixture = await openJwksFixture();
  const { auth, verify, clock } = fixture;
  await verify(unnamed(fixture));
  await auth.keys.rotate();
  clock.pass(2 * SECOND);
  const token = unnamed(fixture);
  expect(await verify(token)).toMatchObject({
    reason: "token-not-yet-valid",
    cause: "bad-signature",
    retryAtMs: clock.nowMs() + 3 * SECOND,
  });
  expect(fixture.asked()).toBe(1);
  clock.pass(3 * SECOND);
  expect((await verify(token)).ok).toBe(true);
});

test("[ID1] accepts tokens that name no key of each of two that are published", async () => {
  const fixture = await openJwksFixture();
  const { auth, verify } = fixture;
  const before = unnamed(fixture);
  await auth.keys.rotate();
  await readKeys(fixture);
  expect((await verify(unnamed(fixture))).ok).toBe(true);
  expect((await verify(before)).ok).toBe(true);
  expect(fixture.asked()).toBe(2);
  expect(await verify(forged(fixture))).toMatchObject({ ok: false, cause: "bad-signature" });
});

test("[ID1][ID12] tries at most four keys for a token that names none, and says so", async () => {
  const fixture = await openJwksFixture();
  const { auth, verify } = fixture;
  const tokens = [unnamed(fixture)];
  let named = "";
  for (let i = 0; i < 4; i++) {
    named = await longToken(fixture);
    await auth.keys.rotate();
    tokens.push(unnamed(fixture));
  }
  await readKeys(fixture);
  // The project publishes the key in use first, then the others by age: the fourth key is last.
  const last = tokens.splice(3, 1)[0]!;
  for (const token of tokens) expect((await verify(token)).ok).toBe(true);
  for (const token of [last, forged(fixture)])
    expect(await verify(token)).toMatchObject({
      ok: false,
      cause: "missing-kid",
      hint: expect.stringMatching(/kid.*SUPABASE_URL/) as string,
    });
  expect((await verify(named)).ok).toBe(true);
});

test("[ID2] a thousand forged tokens that name no key cost one request at most in 5 s", async () => {
  const fixture = await openJwksFixture();
  const { verify, clock } = fixture;
  await verify(unnamed(fixture));
  const tokens = Array.from({ length: 1_000 }, () => forged(fixture));
  clock.pass(5 * SECOND);
  const verdicts = await Promise.all(tokens.slice(0, 500).map((token) => verify(token)));
  for (const token of tokens.slice(500)) verdicts.push(await verify(token));
  expect(verdicts.some(({ ok }) => ok)).toBe(false);
  expect(fixture.asked()).toBe(2);
  clock.pass(5 * SECOND - 1);
  await verify(forged(fixture));
  expect(fixture.asked()).toBe(2);
  clock.pass(1);
  await verify(forged(fixture));
  expect(fixture.asked()).toBe(3);
});
