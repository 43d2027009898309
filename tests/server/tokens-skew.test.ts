import { expect, it } from "vitest";
import { warnOfRefusals } from "../../server/src/auth/warn-of-refusals.ts";
import { secretVerifier } from "../../server/src/auth/token-verifier.ts";
import { openJwksFixture, SECOND } from "../fakes/supabase-auth/jwks-fixture.ts";
import { forgeToken, hmacSigner } from "../fakes/supabase-auth/forge-token.ts";

const SECRET = "a secret of more than thirty-two characters";

function judge() {
  let nowMs = 1_800_000_000_000;
  const warnings: string[] = [];
  const clock = { nowMs: () => nowMs, after: () => () => undefined };
  const verify = warnOfRefusals(secretVerifier(SECRET, {}, { clock }), {
    clock,
    warn: (message) => void warnings.push(message),
  });
  const nowS = () => nowMs / 1_000;
  return {
    nowS,
    warnings,
    pass: (ms: number) => (nowMs += ms),
    verify: (claims: object) =>
      verify(
        forgeToken(
          { alg: "HS256" },
          { sub: "u-1", exp: nowS() + 3_600, ...claims },
          hmacSigner(SECRET),
        ),
      ),
  };
}

it.each(["nbf", "iat"])("[ID9] takes a token whose %s is up to 60 s ahead", async (claim) => {
  const { verify, nowS } = judge();
  for (const ahead of [0, 6, 59, 60])
    expect(await verify({ [claim]: nowS() + ahead })).toMatchObject({ ok: true });
});

it("[ID9] a token that will be good later is refused until then, and worth another try", async () => {
  const { verify, nowS, pass } = judge();
  const nbf = nowS() + 90;
  const verdict = await verify({ nbf });
  expect(verdict).toMatchObject({
    ok: false,
    reason: "token-not-yet-valid",
    retryAtMs: (nbf - 60) * 1_000,
  });
  pass(30_000);
  expect(await verify({ nbf })).toMatchObject({ ok: true });
});

it("[ID9] the tolerance is for beginnings: a token that is over is over", async () => {
  const { verify, nowS } = judge();
  expect(await verify({ exp: nowS() })).toMatchObject({ ok: false, reason: "token-expired" });
  expect(await verify({ exp: nowS() - 30 })).toMatchObject({ ok: false, reason: "token-expired" });
});

it.each(["exp", "nbf"])(
  "[ID9] a token whose %s is in milliseconds is refused with a hint",
  async (claim) => {
    const { verify, nowS, warnings, pass } = judge();
    const claims = { [claim]: (nowS() + 600) * 1_000 };
    expect(await verify(claims)).toMatchObject({
      ok: false,
      reason: "invalid-token",
      hint: expect.stringContaining("is in milliseconds") as string,
    });
    await verify(claims);
    expect(warnings).toHaveLength(1);
    pass(60_000);
    await verify(claims);
    expect(warnings).toHaveLength(2);
  },
);

it("[ID2][ID9] a key that was rotated just after a fetch is found within 5 s", async () => {
  const { auth, account, verify, clock, asked } = await openJwksFixture();
  await verify(await auth.tokenOf(account));
  const before = asked();
  await auth.keys.rotate();
  await auth.keys.rotate();
  const token = await auth.tokenOf(account);
  clock.pass(1 * SECOND);
  expect(await verify(token)).toMatchObject({
    ok: false,
    reason: "token-not-yet-valid",
    retryAtMs: clock.nowMs() + 4 * SECOND,
  });
  expect(asked()).toBe(before);
  clock.pass(4 * SECOND);
  expect(await verify(token)).toMatchObject({ ok: true });
  expect(asked()).toBe(before + 1);
});
