import { describe, expect, it } from "vitest";
import type { LogEntry } from "../../server/src/chat/ports/log-entry.ts";
import { LogWindow } from "../../server/src/chat/streams/log-window.ts";

const at = (seq: number) => ({ seq, id: `i${seq}`, timestamp: seq });

function message(seq: number, userId = "u"): LogEntry {
  return { kind: "message", ...at(seq), userId, nickname: userId, role: "guest", message: "m" };
}

function windowOf(...entries: LogEntry[]): LogWindow {
  const window = new LogWindow();
  window.append(entries);
  return window;
}

const kindsOf = (window: LogWindow) => window.after(0).map(({ kind, seq }) => `${seq} ${kind}`);

describe("the end of a log in memory", () => {
  it("[LOG8] begins behind a gap, which retention has made", () => {
    const window = windowOf(message(1), message(2));
    window.append([message(9), message(10)]);
    expect([window.floor, window.at(9)?.id, window.at(2)]).toEqual([9, "i9", undefined]);
    expect([window.reaches(8), window.reaches(2)]).toEqual([true, false]);
  });

  it("[LOG4] takes older entries only where they join up", () => {
    const window = windowOf(message(5), message(6));
    window.prepend([message(1), message(2)], 6);
    window.prepend([], 6);
    expect(kindsOf(window)).toEqual(["5 message", "6 message"]);
    window.prepend([message(3), message(4), message(5)], 6);
    expect(kindsOf(window)).toEqual(["3 message", "4 message", "5 message", "6 message"]);
  });

  it("[LOG5] applies to older entries what came after they were read, and to no later message", () => {
    const window = windowOf(
      { kind: "purge", ...at(4), userId: "u" },
      message(5),
      { kind: "removal", ...at(6), messageId: "i3", messageSeq: 3 },
      message(7),
    );
    window.prepend([message(1), message(2, "other"), message(3, "other")], 3);
    expect(kindsOf(window).slice(0, 3)).toEqual(["1 tombstone", "2 message", "3 tombstone"]);
    expect(kindsOf(window).slice(4)).toEqual(["5 message", "6 removal", "7 message"]);
  });

  it("[LOG5][MO9] takes the text out of a pin whose message is removed later", () => {
    const pinned = { messageId: "i1", userId: "u", nickname: "u", text: "m" } as never;
    const pin: LogEntry = { kind: "pin", ...at(2), pinned };
    const removal: LogEntry = { kind: "removal", ...at(3), messageId: "i1", messageSeq: 1 };
    const together = windowOf(message(1), pin, removal);
    const later = windowOf(removal);
    later.prepend([message(1), pin], 2);
    for (const window of [together, later])
      expect(window.at(2)).toMatchObject({ kind: "pin", pinned: null });
  });
});
