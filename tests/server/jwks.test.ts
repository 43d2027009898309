import { expect, test } from "vitest";
import {
  HOUR,
  KEY_SET,
  longToken,
  madeUp,
  MINUTE,
  openKeyCourt,
  SECOND,
} from "../fakes/supabase-auth/key-court.ts";
import { settle } from "../widget/support/fake-clock.ts";

test("[ID2] a hundred who come at once share one request", async () => {
  const court = await openKeyCourt();
  const token = await court.auth.tokenOf(court.account);
  const verdicts = await Promise.all(Array.from({ length: 100 }, () => court.verify(token)));
  expect(verdicts.every(({ ok }) => ok)).toBe(true);
  expect(court.asked()).toBe(1);
  expect(court.clock.waiting).toBe(0);
});

test("[ID2] a thousand tokens with made-up key ids cost one request at most in 5 s", async () => {
  const court = await openKeyCourt();
  const { auth, account, verify, clock } = court;
  await verify(await auth.tokenOf(account));
  const before = court.asked();
  const tokens = await Promise.all(Array.from({ length: 1_000 }, () => madeUp(court)));
  clock.pass(5 * SECOND);
  const verdicts = await Promise.all(tokens.slice(0, 500).map((token) => verify(token)));
  for (const token of tokens.slice(500)) verdicts.push(await verify(token));
  expect(verdicts.some(({ ok }) => ok)).toBe(false);
  expect(court.asked() - before).toBe(1);

  clock.pass(5 * SECOND - 1);
  await verify(await madeUp(court));
  expect(court.asked() - before).toBe(1);
  clock.pass(1);
  await verify(await madeUp(court));
  expect(court.asked() - before).toBe(2);
});

test("[ID2] made-up key ids keep nobody waiting who has a known key", async () => {
  const court = await openKeyCourt();
  const { auth, account, verify, clock } = court;
  const token = await auth.tokenOf(account);
  await verify(token);
  clock.pass(MINUTE);
  auth.faults.break(KEY_SET, "hanging");
  const junk = verify(await madeUp(court));
  await settle();
  expect(court.asked()).toBe(2);
  expect((await verify(token)).ok).toBe(true);
  auth.faults.mend(KEY_SET);
  expect((await junk).ok).toBe(false);
});

test("[ID2] keys in use are fetched again after ten minutes, and nobody waits for them", async () => {
  const court = await openKeyCourt();
  const { auth, verify, clock } = court;
  const token = await longToken(court);
  await verify(token);
  clock.pass(10 * MINUTE - 1);
  await verify(token);
  expect(court.asked()).toBe(1);
  auth.faults.break(KEY_SET, "hanging");
  clock.pass(1);
  expect((await verify(token)).ok).toBe(true);
  expect(court.asked()).toBe(2);
});

test("[ID2] picks up a new key that was never announced", async () => {
  const court = await openKeyCourt();
  const { auth, account, verify, clock } = court;
  const before = await auth.tokenOf(account);
  await verify(before);
  await auth.keys.rotate();
  clock.pass(30 * SECOND);
  expect((await verify(await auth.tokenOf(account))).ok).toBe(true);
  expect((await verify(before)).ok).toBe(true);
  expect(court.asked()).toBe(2);
});

test("[ID2] needs no request for a key that stood by", async () => {
  const court = await openKeyCourt(({ keys }) => keys.addStandby("RS256"));
  const { auth, account, verify } = court;
  await verify(await auth.tokenOf(account));
  await auth.keys.rotate();
  expect((await verify(await auth.tokenOf(account))).ok).toBe(true);
  expect(court.asked()).toBe(1);
});

test("[ID2] lets go of a revoked key within ten minutes where keys are in use", async () => {
  const court = await openKeyCourt();
  const { auth, account, verify, clock } = court;
  const token = await longToken(court);
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
  const court = await openKeyCourt();
  const { auth, verify, clock } = court;
  const token = await longToken(court);
  await verify(token);
  await auth.keys.rotate();
  auth.keys.revokePrevious();
  clock.pass(HOUR);
  expect(await verify(token)).toMatchObject({ ok: false });
  clock.pass(5 * SECOND);
  expect(await verify(token)).toMatchObject({ ok: false, reason: "invalid-token" });
});
