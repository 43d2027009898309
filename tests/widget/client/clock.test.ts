import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { systemClock } from "../../../widget/src/client/clock.ts";

beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2030, 0, 1) }));
afterEach(() => void vi.useRealTimers());

it("[ID5] the device's clock counts from 1970, as the expiry of a token does", () => {
  expect(systemClock.nowMs()).toBe(Date.UTC(2030, 0, 1));
  vi.setSystemTime(Date.UTC(2031, 0, 1));
  expect(systemClock.nowMs()).toBe(Date.UTC(2031, 0, 1));
});

it("[CN15] what is to happen after a time happens then, and once", () => {
  const run = vi.fn();
  systemClock.after(1_000, run);
  vi.advanceTimersByTime(999);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(10_000);
  expect(run).toHaveBeenCalledOnce();
});

it("what was cancelled does not happen, and nothing else is cancelled", () => {
  const [cancelled, other] = [vi.fn(), vi.fn()];
  const cancel = systemClock.after(1_000, cancelled);
  systemClock.after(1_000, other);
  cancel();
  vi.advanceTimersByTime(1_000);
  expect(cancelled).not.toHaveBeenCalled();
  expect(other).toHaveBeenCalledOnce();
  expect(vi.getTimerCount()).toBe(0);
});

it.each([0, 0.25, 1 - Number.EPSILON])("[CN15] a chance of %d stays it: below 1", (chance) => {
  vi.spyOn(Math, "random").mockReturnValue(chance);
  expect(systemClock.random()).toBe(chance);
});
