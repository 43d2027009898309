import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  LIMITS,
  parseAuthenticate,
  parseFetchEntries,
  parseJoinRoom,
  parseLeaveRoom,
  parseLoadHistory,
  parseRemoveMessage,
  parseSendMessage,
  safeAvatarUrl,
  START,
  type Result,
} from "#protocol";

const PARSERS: [string, (raw: unknown) => Result<unknown>][] = [
  ["join-room", parseJoinRoom],
  ["leave-room", parseLeaveRoom],
  ["send-message", parseSendMessage],
  ["load-history", parseLoadHistory],
  ["fetch-entries", parseFetchEntries],
  ["remove-message", parseRemoveMessage],
];

describe.each(PARSERS)("parsing %s", (_event, parse) => {
  it("[ER3] answers anything with a verdict and never throws", () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true }), (raw) => {
        expect(typeof parse(raw).ok).toBe("boolean");
      }),
    );
  });

  it("[ER3] answers objects with the right keys and wrong values", () => {
    const keys = [
      "streamId",
      "message",
      "user",
      "after",
      "before",
      "limit",
      "id",
      "clientId",
      "replyTo",
    ];
    const payload = fc.dictionary(fc.constantFrom(...keys), fc.anything());
    fc.assert(
      fc.property(payload, (raw) => {
        const result = parse(raw);
        if (!result.ok) expect(result.error.message).not.toBe("");
      }),
    );
  });
});

it("[SM2][SM3] measures a message after it was cleaned, not before", () => {
  const message = `${" ".repeat(3_000)}hi${"\n".repeat(3_000)}`;
  expect(parseSendMessage({ streamId: "s1", message })).toMatchObject({ value: { message: "hi" } });
  const long = parseSendMessage({ streamId: "s1", message: " ".repeat(8_001) });
  expect(long).toMatchObject({ error: { code: "message-too-long" } });
});

it("[ER3] reads own properties only", () => {
  const inherited = Object.create({ streamId: "s1", message: "hi" });
  expect(parseSendMessage(inherited).ok).toBe(false);
  const polluting = JSON.parse('{"__proto__":{"x":1},"streamId":"s1","message":"hi"}');
  expect(parseSendMessage(polluting)).toEqual({
    ok: true,
    value: { streamId: "s1", message: "hi" },
  });
});

it.each(["", "a b", "채팅", "a".repeat(129), "a/b", "s1\n"])(
  "[JR1] refuses %j as a stream id",
  (streamId) => {
    expect(parseJoinRoom({ streamId })).toMatchObject({ error: { code: "invalid-stream-id" } });
  },
);

it("[JR1] takes a stream id of every allowed character", () => {
  expect(parseJoinRoom({ streamId: "Az09_.:-" })).toMatchObject({ ok: true });
});

it("[LR1] takes a stream id alone, as in the original protocol", () => {
  const left = { ok: true, value: { streamId: "s1" } };
  expect(parseLeaveRoom("s1")).toEqual(left);
  expect(parseLeaveRoom({ streamId: "s1" })).toEqual(left);
  expect(parseLeaveRoom("no spaces")).toMatchObject({ error: { code: "invalid-stream-id" } });
});

it("[LOG4] takes the position before the first entry, and none that no log can have", () => {
  const parse = (after: object) => parseJoinRoom({ streamId: "s", after });
  expect(parse(START)).toMatchObject({ value: { after: START } });
  for (const wrong of [{ seq: -1 }, { seq: 2 ** 53 }, { epoch: "a b" }, { id: "i".repeat(65) }])
    expect(parse({ ...START, ...wrong })).toMatchObject({ error: { code: "bad-request" } });
});

it("[JR2] finds the feature that it knows among those of a later protocol", () => {
  const wantsOf = (wants: unknown) => parseJoinRoom({ streamId: "s", wants });
  expect(wantsOf(["later", "entries"])).toMatchObject({ value: { wants: ["entries"] } });
  expect(wantsOf(["later"])).toEqual({ ok: true, value: { streamId: "s" } });
});

it("[ID5] takes a token of any text, up to the longest that can be one", () => {
  const longest = "t".repeat(LIMITS.tokenChars);
  expect(parseAuthenticate({ token: longest })).toMatchObject({ ok: true });
  expect(parseAuthenticate({ token: `${longest}t` })).toMatchObject({
    error: { code: "invalid-token" },
  });
  expect(parseAuthenticate({ token: "" })).toMatchObject({ error: { code: "bad-request" } });
});

it("[JR3] drops an avatar that is not https, and keeps the rest of the claim", () => {
  const user = { userId: "u", nickname: " 민지 ", avatarUrl: "javascript:alert(1)" };
  expect(parseJoinRoom({ streamId: "s", user })).toEqual({
    ok: true,
    value: { streamId: "s", user: { nickname: "민지" } },
  });
});

it.each([
  "http://x/a.png",
  "https://x/a b",
  'https://x/"onerror',
  `https://x/${"a".repeat(512)}`,
  "https://x/\u0000",
  "https://x/\u202e",
  "https://x/\ud800",
  "https://x/가",
  1,
])("[JR3] does not take %j for a picture", (url) => expect(safeAvatarUrl(url)).toBeUndefined());

it.each([
  ["a".repeat(500), true],
  ["a".repeat(501), false],
  ["가".repeat(500), true],
  ["👨‍👩‍👧".repeat(111), true],
  ["👨‍👩‍👧".repeat(112), false],
  [Array.from({ length: 30 }, () => ".").join("\n"), true],
  [Array.from({ length: 31 }, () => ".").join("\n"), false],
  [Array.from({ length: 31 }, () => ".").join("\r"), false],
  [Array.from({ length: 31 }, () => ".").join("\u2028"), false],
  [Array.from({ length: 31 }, () => ".").join("\u2029"), false],
  [Array.from({ length: 31 }, () => ".").join("\n\n\n \n"), false],
  [`${".\n".repeat(30)}\n\n`, true],
])("[SM3] measures a message by characters, bytes and lines (case %#)", (message, ok) => {
  const result = parseSendMessage({ streamId: "s", message });
  expect(result.ok).toBe(ok);
  if (!result.ok) expect(result.error.code).toBe("message-too-long");
});

it.each([
  [0, 1],
  [-5, 1],
  [1_000, 100],
  [undefined, 100],
  [7, 7],
])("[HI1] clamps a limit of %j to %d", (limit, clamped) => {
  expect(parseLoadHistory({ streamId: "s", before: 9, limit })).toMatchObject({
    value: { limit: clamped },
  });
});

it("[HI1] takes any safe integer as a bound, and nothing else", () => {
  expect(parseLoadHistory({ streamId: "s", before: -1 }).ok).toBe(true);
  for (const before of [1.5, Number.NaN, Infinity, "1", null, 2 ** 53])
    expect(parseLoadHistory({ streamId: "s", before }).ok).toBe(false);
});

it("[SM9] takes any text as what a message answers, and nothing else", () => {
  const send = { streamId: "s", message: "m" };
  expect(parseSendMessage({ ...send, replyTo: "1.a" })).toMatchObject({
    value: { replyTo: "1.a" },
  });
  expect(parseSendMessage({ ...send, replyTo: null })).toEqual({ ok: true, value: send });
  for (const replyTo of [1, {}, ["1.a"], true])
    expect(parseSendMessage({ ...send, replyTo })).toMatchObject({
      error: { code: "bad-request" },
    });
});

it.each(["a b", "i".repeat(65), "\u0000", "가"])(
  "[SM9] leaves out %j, which is the id of no message",
  (replyTo) => {
    const send = { streamId: "s", message: "m" };
    expect(parseSendMessage({ ...send, replyTo })).toEqual({ ok: true, value: send });
  },
);

it.each(["", "a".repeat(65), "a b", 1])("[LOG3] refuses %j as a clientId", (clientId) => {
  expect(parseSendMessage({ streamId: "s", message: "m", clientId })).toMatchObject({
    error: { code: "invalid-client-id" },
  });
});
