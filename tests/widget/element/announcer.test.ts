import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Announcer } from "../../../widget/src/element/feed/announcer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Heard {
  readonly announcer: Announcer;
  /** What was read out, and is still there. */
  readonly read: string[];
  readonly gone: Set<string>;
}

function makeAnnouncer(): Heard {
  const host = { requestUpdate: () => undefined, addController: () => undefined };
  const read: string[] = [];
  const gone = new Set<string>();
  const announcer = new Announcer(
    { ...host, removeController: () => undefined, updateComplete: Promise.resolve(true) },
    (count) => `${count} new`,
    (text) => {
      read.push(text);
      return () => void read.splice(read.indexOf(text), 1);
    },
    ({ id }) => gone.has(id),
  );
  return { announcer, read, gone };
}

function say({ announcer }: Heard, ...texts: string[]): void {
  announcer.announce(
    texts.map((text) => ({
      text: text.replace("!", ""),
      isUrgent: text.startsWith("!"),
      message: { id: text, seq: 1 },
    })),
  );
}

it.each([
  [["a"], "a"],
  [["a", "b"], "2 new"],
  [["!me"], "me"],
  [["a", "!me"], "me 1 new"],
  [["!me", "a", "b"], "me 2 new"],
  [["!me", "a", "!me again"], "me again 2 new"],
])("of %j reads out %j", (texts, read) => {
  const heard = makeAnnouncer();
  say(heard, ...texts);
  expect(heard.read).toEqual([]);
  vi.advanceTimersByTime(3_000);
  expect(heard.read).toEqual([read]);
});

it("reads out every three seconds at most, rarer by itself where much is written, and often again after that", () => {
  const heard = makeAnnouncer();
  const spell = (messages: number, everyMs: number): number => {
    const before = heard.read.length;
    for (let i = 0; i < messages; i++) {
      say(heard, `${i}`);
      vi.advanceTimersByTime(everyMs);
    }
    return heard.read.length - before;
  };
  expect(spell(60, 1_000)).toBeGreaterThanOrEqual(15);
  // 20 a second for a minute.
  expect(spell(1_200, 50)).toBeLessThanOrEqual(4);
  vi.advanceTimersByTime(30_000);
  expect(spell(6, 5_000)).toBeGreaterThanOrEqual(5);
  heard.announcer.hostDisconnected();
  expect(vi.getTimerCount()).toBe(0);
});

it("lets nobody who is named wait, however much is written", () => {
  const heard = makeAnnouncer();
  say(heard, ...Array.from({ length: 60 }, (_, i) => `${i}`));
  vi.advanceTimersByTime(3_000);
  say(heard, "a");
  vi.advanceTimersByTime(1_000);
  say(heard, "!me");
  vi.advanceTimersByTime(3_000);
  expect(heard.read).toEqual(["60 new", "me 1 new"]);
});

it("neither reads out what was removed meanwhile, nor leaves it where it was read out", () => {
  const heard = makeAnnouncer();
  say(heard, "a", "b");
  heard.gone.add("a");
  vi.advanceTimersByTime(3_000);
  expect(heard.read).toEqual(["b"]);
  heard.announcer.hostUpdate();
  expect(heard.read).toEqual(["b"]);
  heard.gone.add("b");
  heard.announcer.hostUpdate();
  expect(heard.read).toEqual([]);
});

it("reads out again when it is back in the page, and nothing older", () => {
  const heard = makeAnnouncer();
  say(heard, "before");
  heard.announcer.hostDisconnected();
  say(heard, "after");
  vi.advanceTimersByTime(3_000);
  expect(heard.read).toEqual(["after"]);
});
