import { expect, it } from "vitest";
import { ReplayGuard } from "../../server/src/fan-out/redis/replay-guard.ts";
import { FakeClock } from "../widget/support/fake-clock.ts";

function setUp() {
  const clock = new FakeClock();
  const guard = new ReplayGuard(clock);
  const nonceFor = (from: string): string => {
    const verdict = guard.judge(from, 1);
    return verdict.kind === "challenge" ? verdict.nonce : `no challenge: ${verdict.kind}`;
  };
  return { clock, guard, nonceFor };
}

it("[LOG6] takes each number of a known node once, and none from before its proof", () => {
  const { guard, nonceFor } = setUp();
  expect(guard.prove("a", nonceFor("a"), 7)).toBe(true);
  for (const number of [1, 6, 7]) expect(guard.judge("a", number)).toEqual({ kind: "worthless" });
  for (const number of [8, 9, 12]) expect(guard.judge("a", number)).toEqual({ kind: "fresh" });
  for (const number of [7, 8, 12, undefined])
    expect(guard.judge("a", number)).toEqual({ kind: "worthless" });
});

it("[LOG6] takes a proof for its own challenge alone, and once", () => {
  const { guard, nonceFor } = setUp();
  const [a, b] = [nonceFor("a"), nonceFor("b")];
  expect([guard.prove("a", b, 1), guard.prove("c", a, 1), guard.prove("a", "", 1)]).toEqual([
    ...[false, false, false],
  ]);
  expect([guard.prove("a", a, 5), guard.judge("a", 6).kind]).toEqual([true, "fresh"]);
  // A recorded proof would make its earlier numbers new again.
  expect([guard.prove("a", a, 1), guard.judge("a", 2).kind]).toEqual([false, "worthless"]);
});

it("[LOG6] challenges a node again whose answer was lost, after a second", () => {
  const { clock, guard, nonceFor } = setUp();
  const first = nonceFor("a");
  clock.pass(999);
  expect(guard.judge("a", 2)).toEqual({ kind: "worthless" });
  clock.pass(1);
  const second = nonceFor("a");
  expect([guard.prove("a", first, 3), guard.prove("a", second, 3)]).toEqual([false, true]);
});

it("[LOG6] remembers a bounded number of challenges, the newest", () => {
  const { guard, nonceFor } = setUp();
  const nonces = Array.from({ length: 101 }, (_, i) => nonceFor(`made up ${i}`));
  expect(guard.prove("made up 0", nonces[0]!, 1)).toBe(false);
  expect(guard.prove("made up 100", nonces[100]!, 1)).toBe(true);
});

it("[LOG6] remembers a bounded number of nodes, and challenges those again that it forgot", () => {
  const { guard, nonceFor } = setUp();
  for (let i = 0; i <= 1_000; i++) guard.prove(`node ${i}`, nonceFor(`node ${i}`), 1);
  expect([guard.judge("node 0", 2).kind, guard.judge("node 1", 2).kind]).toEqual([
    ...["challenge", "fresh"],
  ]);
});

it("[LOG6] takes what an older node says for a hint, once a second", () => {
  const { clock, guard } = setUp();
  const hints = () => ["old", "older"].map((from) => guard.judge(from, undefined).kind);
  expect(hints()).toEqual(["hint", "worthless"]);
  clock.pass(1_000);
  expect(hints()).toEqual(["hint", "worthless"]);
});
