import { expect, test } from "vitest";
import {
  HOUR,
  KEY_SET,
  longToken,
  madeUp,
  MINUTE,
  openJwksFixture,
  SECOND,
} from "../fakes/supabase-auth/jwks-fixture.ts";
import { settle } from "../widget/support/fake-clock.ts";

test("[ID2] a hundred who come at once share one request", async () => {
  const fixture = await openJwksFixture();
  const token = await fixture.auth.tokenOf(fixture.account);
  const verdicts = await Promise.all(Array.from({ length: 100 }, () => fixture.verify(token)));
  expect(verdicts.every(({ ok }) => ok)).toBe(true);
  expect(fixture.asked()).toBe(1);
  expect(fixture.clock.waiting).toBe(0);
});

test("[ID2] a thousand tokens with made-up key ids cost one request at most in 5 s", async () => {
  const fixture = await openJwksFixture();
  const { auth, account, verify, clock } = fixture;
  await verify(await auth.tokenOf(account));
  const before = fixture.asked();
  const tokens = await Promise.all(Array.from({ length: 1_000 }, () => madeUp(fixture)));
  clock.pass(5 * SECOND);
  const verdicts = await Promise.all(tokens.slice(0, 500).map((token) => verify(token)));
  for (const token of tokens.slice(500)) verdicts.push(await verify(token));
  expect(verdicts.some(({ ok }) => ok)).toBe(false);
  expect(fixture.asked() - before).toBe(1);

  clock.pass(5 * SECOND - 1);
  await verify(await madeUp(fixture));
  expect(fixture.asked() - before).toBe(1);
  clock.pass(1);
  await verify(await madeUp(fixture));
  expect(fixture.asked() - before).toBe(2);
});

test("[ID2] made-up key ids keep nobody waiting who has a known key", async () => {
  const fixture = await openJwksFixture();
  const { auth, account, verify, clock } = fixture;
  const token = await auth.tokenOf(account);
  await verify(token);
  clock.pass(MINUTE);
  auth.faults.break(KEY_SET, "hanging");
  const junk = verify(await madeUp(fixture));
  await settle();
  expect(fixture.asked()).toBe(2);
  expect((await verify(token)).ok).toBe(true);
  auth.faults.mend(KEY_SET);
  expect((await junk).ok).toBe(false);
});

test("[ID2] keys in use are fetched again after ten minutes, and nobody waits for them", async () => {
  const fixture = await openJwksFixture();
  const { auth, verify, clock } = fixture;
  const token = await longToken(fixture);
  await verify(token);
  clock.pass(10 * MINUTE - 1);
  await verify(token);
  expect(fixture.asked()).toBe(1);
  auth.faults.break(KEY_SET, "hanging");
  clock.pass(1);
  expect((await verify(token)).ok).toBe(true);
  expect(fixture.asked()).toBe(2);
});

test("[ID2] picks up a new key that was never announced", async () => {
  const fixture = await openJwksFixture();
  const { auth, account, verify, clock } = fixture;
  const before = await auth.tokenOf(account);
  await verify(before);
  await auth.keys.rotate();
  clock.pass(30 * SECOND);
  expect((await verify(await auth.tokenOf(account))).ok).toBe(true);
  expect((await verify(before)).ok).toBe(true);
  expect(fixture.asked()).toBe(2);
});

test("[ID2] needs no request for a key that stood by", async () => {
  const fixture = await openJwksFixture(({ keys }) => keys.addStandby("RS256"));
  const { auth, account, verify } = fixture;
  await verify(await auth.tokenOf(account));
  await auth.keys.rotate();
  expect((await verify(await auth.tokenOf(account))).ok).toBe(true);
  expect(fixture.asked()).toBe(1);
});

test("[ID2] drops a revoked key within ten minutes where keys are in use", async () => {
  const fixture = await openJwksFixture();
  const { auth, account, verify, clock } = fixture;
  const token = await longToken(fixture);
  await verify(token);
  await auth.keys.rotate();
  auth.keys.revokePrevious();
  clock.pass(10 * MINUTE);
  await verify(await auth.tokenOf(account));
  expect(await verify(token)).toMatchObject({ ok: false });
  clock.pass(5 * SECOND);
  expect(await verify(token)).toMatchObject({ ok: false, reason: "invalid-token" });
});

test("[ID2] trusts no key that was revoked while nobody came", async () => {
  const fixture = await openJwksFixture();
  const { auth, verify, clock } = fixture;
  const token = await longToken(fixture);
  await verify(token);
  await auth.keys.rotate();
  auth.keys.revokePrevious();
  clock.pass(HOUR);
  expect(await verify(token)).toMatchObject({ ok: false });
  clock.pass(5 * SECOND);
  expect(await verify(token)).toMatchObject({ ok: false, reason: "invalid-token" });
});
