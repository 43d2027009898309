import { describe, expect, it } from "vitest";
import {
  channelOf,
  type CHANNEL_ACTIONS,
  parseAction,
  parseChannelId,
  parseFilterRules,
  parseLoadPerson,
  parseLoadReport,
  parseModerate,
  parseNickname,
  parseRemoveMessage,
  parseStaffPage,
  type Result,
} from "#protocol";

/* Which values of the right type are taken, and as what. */

const STREAM = { streamId: "s1" };

/** What is taken of each value; the code where it is refused. */
function readAll(parse: (value: never) => Result<unknown>, values: readonly unknown[]): unknown[] {
  return values.map((value) => {
    const parsed = parse(value as never);
    return parsed.ok ? parsed.value : parsed.error.code;
  });
}

/** The same code for each of them. */
function all(values: readonly unknown[], code: string): string[] {
  return values.map(() => code);
}

describe("an id", () => {
  it("[MO2] of a person is any visible text of up to 128 characters", () => {
    const parse = (userId: string) => parseLoadPerson({ ...STREAM, userId });
    const taken = ["u", "guest:1", "민지 박", "u".repeat(128)];
    expect(readAll(parse, taken)).toEqual(taken.map((userId) => ({ ...STREAM, userId })));
    const refused = ["", " ", "u".repeat(129), "u\u0000", "u\u200b", "u\ud800"];
    expect(readAll(parse, refused)).toEqual(all(refused, "bad-request"));
  });

  it("[ER6] that no server makes is of nothing", () => {
    const refused = ["", "a b", "i".repeat(65), "i\u0000", "i\ud800", "가"];
    const parse = (id: string) => parseRemoveMessage({ ...STREAM, id });
    expect(readAll(parse, refused)).toEqual(all(refused, "not-found"));
    expect(parse("i".repeat(64))).toMatchObject({ ok: true });
  });

  it("[CH1] of a stream names its channel before the first colon", () => {
    expect(["a:1", "a:b:1", "a", ":a", "a:"].map(channelOf)).toEqual(["a", "a", "~", "~", "a"]);
  });

  it("[CH1] of a channel has no colon, and is ~ for the server's own alone", () => {
    const taken = ["~", "a", "A-z_0.9", "c".repeat(127)];
    expect(readAll(parseChannelId, taken)).toEqual(taken);
    const refused = ["", "~a", "a:b", "a b", "c".repeat(128), 1];
    expect(readAll(parseChannelId, refused)).toEqual(all(refused, "bad-request"));
  });
});

describe("a page of staff data", () => {
  it("[MO5] is searched for up to 256 characters, from an item that there may be", () => {
    const parse = (more: object) => parseStaffPage({ ...STREAM, ...more });
    expect(parse({ search: "x".repeat(256), before: "1.a" })).toMatchObject({ ok: true });
    const refused = [{ search: "x".repeat(257) }, { before: "a b" }, { before: "i".repeat(65) }];
    expect(readAll(parse, refused)).toEqual(all(refused, "bad-request"));
  });

  it("[RP1] of a report is between two times that there are", () => {
    const parse = (fromMs: number) => parseLoadReport({ ...STREAM, fromMs });
    expect(parse(0)).toMatchObject({ ok: true });
    expect(parse(8.64e15)).toMatchObject({ ok: true });
    const refused = [-1, 8.64e15 + 1, 1.5];
    expect(readAll(parse, refused)).toEqual(all(refused, "bad-request"));
  });
});

describe("a text of staff", () => {
  it("[MO9] has a link that is https, of up to 2,048 characters", () => {
    const parse = (link: string) => parseAction({ kind: "pin-text", text: "t", link });
    const longest = `https://a.test/${"a".repeat(2_048 - 15)}`;
    expect(parse(longest)).toMatchObject({ ok: true, value: { link: longest } });
    const refused = [`${longest}a`, "http://a.test/", "https://a@b.test/", "javascript:alert(1)"];
    expect(readAll(parse, refused)).toEqual(all(refused, "bad-request"));
  });

  it("[MO4] [MO10] is cleaned: a reason is one line, a note keeps its own, and both can be seen", () => {
    const note = { kind: "note", userId: "u" };
    expect(parseAction({ ...note, text: " a\n b " })).toMatchObject({ value: { text: "a\n b" } });
    expect(parseAction({ kind: "clear", reason: " a\n b " })).toMatchObject({
      value: { reason: "a b" },
    });
    const refused = [
      { ...note, text: "\u200b" },
      { kind: "pin-text", text: " \n" },
      { kind: "clear", reason: "\u3164" },
    ];
    expect(readAll(parseAction, refused)).toEqual(all(refused, "bad-request"));
  });

  it("[CH11] names a channel on one line of up to 64 characters, or takes its name away", () => {
    const nameOf = (name: string) => {
      const action = parseAction({ kind: "set-name", name });
      return action.ok && action.value.kind === "set-name" ? action.value.name : undefined;
    };
    expect([" a\n b ", "", "가".repeat(64)].map(nameOf)).toEqual(["a b", "", "가".repeat(64)]);
    expect(["가".repeat(65), "\u200b"].map(nameOf)).toEqual([undefined, undefined]);
  });
});

describe("an action", () => {
  const parse = (action: object, scope?: string) => parseModerate({ ...STREAM, action, scope });

  it("[CH3] that a channel does not know is of one stream", () => {
    const known: Record<(typeof CHANNEL_ACTIONS)[number], object> = {
      ban: { userId: "u" },
      shadow: { userId: "u" },
      lift: { userId: "u" },
      appoint: { userId: "u", role: "moderator" },
      "set-filters": { rules: [] },
      "set-mode": { mode: { frozen: true } },
      "set-name": { name: "n" },
      note: { userId: "u", text: "t" },
      undo: { actionId: "1.a" },
    };
    for (const [kind, fields] of Object.entries(known))
      expect([kind, parse({ kind, ...fields }, "channel").ok]).toEqual([kind, true]);
    const others = [
      { kind: "timeout", userId: "u", seconds: 60 },
      { kind: "purge", userId: "u" },
      { kind: "clear" },
      { kind: "unpin" },
      { kind: "shield", on: true },
    ];
    for (const action of others) expect(parse(action)).toMatchObject({ ok: true });
    const inChannel = (action: object) => parse(action, "channel");
    expect(readAll(inChannel, others)).toEqual(all(others, "bad-request"));
  });

  it("[CH9] ends no channel, and does not begin one again", () => {
    for (const ended of [true, false, null]) {
      const action = { kind: "set-mode", mode: { ended } };
      expect(parse(action)).toMatchObject({ ok: true });
      expect(parse(action, "channel")).toMatchObject({ error: { code: "bad-request" } });
    }
  });

  it("[CH11] names no stream", () => {
    const action = { kind: "set-name", name: "n" };
    for (const scope of [undefined, "stream"])
      expect(parse(action, scope)).toMatchObject({ error: { code: "bad-request" } });
  });

  it("[MO6] changes at least one setting of a mode", () => {
    for (const mode of [{}, { unknown: true }])
      expect(parse({ kind: "set-mode", mode })).toMatchObject({ error: { code: "bad-request" } });
  });
});

describe("a nickname", () => {
  it("[SM5] is one line that can be seen", () => {
    expect(readAll(parseNickname, [" a\n b ", "가".repeat(32)])).toEqual(["a b", "가".repeat(32)]);
    const refused = ["", " ", "\u200b", "\u3164", "가".repeat(33)];
    expect(readAll(parseNickname, refused)).toEqual(all(refused, "invalid-nickname"));
  });

  it("is not cleaned where it is so long that cleaning costs something", () => {
    const padded = (chars: number): string => "n".padEnd(chars);
    expect(readAll(parseNickname, [padded(512), padded(513)])).toEqual(["n", "invalid-nickname"]);
  });
});

describe("a rule", () => {
  const rule = { id: "r", action: { kind: "refuse" } };

  it("[FI4] has each list of the server once, in their order", () => {
    const listsOf = (lists: string[]) => {
      const parsed = parseFilterRules([{ ...rule, kind: "words", lists, words: ["w"] }]);
      return parsed.ok && parsed.value[0]?.kind === "words" ? parsed.value[0].lists : "refused";
    };
    expect(listsOf(["en", "ko", "en"])).toEqual(["ko", "en"]);
    expect(listsOf([])).toBeUndefined();
  });

  it("[FI7] allows hosts, and no addresses, ports or people", () => {
    const parse = (host: string) => parseFilterRules([{ ...rule, kind: "links", allow: [host] }]);
    expect(parse("example.com")).toMatchObject({ ok: true });
    const refused = ["https://a.test", "a.test/b", "a.test:80", "me@a.test", "a test"];
    expect(readAll(parse, refused)).toEqual(all(refused, "bad-request"));
  });

  it("[FI1] has with the others at most 12,000 bytes as JSON", () => {
    const rulesOf = (last: string) => {
      const words = Array.from({ length: 178 }, (_, i) => `${i}`.padEnd(64, "w"));
      return [{ ...rule, kind: "words", words: [...words, last] }];
    };
    const last = "w".repeat(12_000 - JSON.stringify(rulesOf("")).length);
    expect(parseFilterRules(rulesOf(last))).toMatchObject({ ok: true });
    expect(parseFilterRules(rulesOf(`${last}w`))).toMatchObject({ error: { code: "bad-request" } });
  });
});
