import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Announcer } from "../../../widget/src/element/feed/announcer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function makeAnnouncer(): Announcer {
  const host = { requestUpdate: () => undefined, addController: () => undefined };
  return new Announcer(
    { ...host, removeController: () => undefined, updateComplete: Promise.resolve(true) },
    (count) => `${count} new`,
  );
}

function say(announcer: Announcer, ...texts: string[]): void {
  announcer.announce(
    texts.map((text) => ({ text: text.replace("!", ""), isUrgent: text.startsWith("!") })),
  );
}

it.each([
  [["a"], "a"],
  [["a", "b"], "2 new"],
  [["!me"], "me "],
  [["a", "!me"], "me 1 new"],
  [["!me", "a", "b"], "me 2 new"],
  [["!me", "a", "!me again"], "me again 2 new"],
])("of %j reads out %j", (texts, read) => {
  const announcer = makeAnnouncer();
  say(announcer, ...texts);
  expect(announcer.text).toBe("");
  vi.advanceTimersByTime(3_000);
  expect(announcer.text).toBe(read);
});

it("reads out at most once in three seconds, and nothing when it has gone", () => {
  const announcer = makeAnnouncer();
  const read = new Set<string>();
  for (let i = 0; i < 300; i++) {
    say(announcer, `${i}`);
    vi.advanceTimersByTime(100);
    read.add(announcer.text);
  }
  expect(read.size).toBeLessThanOrEqual(11);
  announcer.hostDisconnected();
  expect(vi.getTimerCount()).toBe(0);
});

it("reads out again when it is back in the page, and nothing of what came before", () => {
  const announcer = makeAnnouncer();
  say(announcer, "before");
  announcer.hostDisconnected();
  say(announcer, "after");
  vi.advanceTimersByTime(3_000);
  expect(announcer.text).toBe("after");
});
