import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import {
  cleanLine,
  cleanText,
  countGraphemes,
  countUtf8Bytes,
  firstGrapheme,
  isInvisible,
} from "#protocol";

describe("cleaning text", () => {
  it("[SM2] composes Hangul that was typed as separate letters", () => {
    expect(cleanText("한글")).toBe("한글");
  });

  it("[SM2] leaves ㅋㅋㅠ unchanged, which NFKC would not", () => {
    expect(cleanText("ㅋㅋㅠㅠ")).toBe("ㅋㅋㅠㅠ");
  });

  it("[SM2] takes out controls and what reorders a neighbour's text, and keeps line breaks", () => {
    expect(cleanText("a\u0000b\u202ec\u2066d\r\ne\u0007")).toBe("abcd\ne");
  });

  it("[SM2] makes lone surrogates well-formed", () => {
    expect(cleanText("a\ud800b")).toBe("a\ufffdb");
  });

  it("[SM2] keeps joined emoji whole and stops letters from growing towers", () => {
    expect(cleanText("👨‍👩‍👧 ❤️")).toBe("👨‍👩‍👧 ❤️");
    expect(cleanText(`Z${"\u0351".repeat(60)}`)).toBe(`Z${"\u0351".repeat(8)}`);
  });

  it("[SM2] keeps as many marks, in whatever order they come", () => {
    const marks = "\u0300\u0323".repeat(4_000);
    expect(cleanText(`a${marks}`).length).toBeLessThanOrEqual(9);
  });

  it.each([
    ["a composition that NFC does not keep", "\u0958".repeat(30)],
    ["a mark that NFC makes two of", `a${"\u0344".repeat(30)}`],
    ["a letter with marks before others", `\u1e69${"\u0307".repeat(30)}`],
  ])("[SM2] keeps no more marks on a letter where NFC brings them out: %s", (_, text) => {
    const runs = cleanText(text).match(/\p{M}+/gu) ?? [];
    expect(runs.length).toBeGreaterThan(0);
    for (const run of runs) expect([...run].length).toBeLessThanOrEqual(8);
  });

  it("[SM2] cleans what is clean to itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 80 }), (text) => {
        const once = cleanText(text);
        expect(cleanText(once)).toBe(once);
        expect(once.isWellFormed()).toBe(true);
      }),
    );
  });

  it("puts a name on one line", () => {
    expect(cleanLine("  민지\n  Kim ")).toBe("민지 Kim");
  });
});

describe("measuring text", () => {
  it.each([
    ["가족 👨‍👩‍👧", 4],
    ["각", 1],
    ["é", 1],
    ["🇰🇷", 1],
    ["", 0],
  ])("[SM3] counts %j as readers do", (text, graphemes) => {
    expect(countGraphemes(text)).toBe(graphemes);
  });

  it("[SM3] counts the bytes that UTF-8 needs", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(countUtf8Bytes(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });

  it.each(["", " \n\t", "\u200b\u200d", "\u3164", "\uffa0", "\u2800", "\u00ad"])(
    "[SM2] sees nothing in %j",
    (text) => expect(isInvisible(text)).toBe(true),
  );

  it.each(["a", ".", "ㅋ", "👍", " \u200bx"])("[SM2] sees something in %j", (text) =>
    expect(isInvisible(text)).toBe(false),
  );
});

describe("initials", () => {
  it("are what a reader calls a character", () => {
    expect(["민지", "🇰🇷 Korea", "👨‍👩‍👧", ""].map(firstGrapheme)).toEqual([
      "민",
      "🇰🇷",
      "👨‍👩‍👧",
      undefined,
    ]);
  });
});

it("[SM3] counts code points where the browser cannot find graphemes, and refuses nothing else", async () => {
  vi.stubGlobal("Intl", {});
  // Another copy of the module, which looks for a segmenter when it is loaded.
  const address = "../../protocol/src/text.ts?without-segmenter";
  const text = (await import(address)) as typeof import("../../protocol/src/text.ts");
  expect(text.countGraphemes("👍한")).toBe(2);
  expect(text.firstGrapheme("👍한")).toBe("👍");
  expect(text.firstGrapheme("")).toBeUndefined();
  expect(text.parseMessageText("👍".repeat(500))).toMatchObject({ ok: true });
});
