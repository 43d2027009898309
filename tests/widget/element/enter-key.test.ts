import { describe, expect, it } from "vitest";
import {
  AT_REST,
  onTyping,
  type EnterAction,
  type TypingEvent,
} from "../../../widget/src/element/composer/enter-key.ts";

const start: TypingEvent = { type: "compositionstart" };
const update = (data: string): TypingEvent => ({ type: "compositionupdate", data });
const end = (data: string): TypingEvent => ({ type: "compositionend", data });
const lineBreak: TypingEvent = { type: "line-break" };
const up: TypingEvent = { type: "keyup", isEnter: true };
const enter = { type: "keydown", isEnter: true, shiftKey: false } as const;
const plain: TypingEvent = { ...enter, isComposing: false, keyCode: 13 };
const taken: TypingEvent = { ...enter, isComposing: true, keyCode: 229 };
/** Not taken, though something is being composed: as touch keyboards tell their Enter. */
const leftToUs: TypingEvent = { ...enter, isComposing: true, keyCode: 13 };
const takenAfterEnd: TypingEvent = { ...enter, isComposing: false, keyCode: 229 };
const unnamed: TypingEvent = { ...takenAfterEnd, isEnter: false };
const shifted: TypingEvent = { ...plain, shiftKey: true };

function run(...events: TypingEvent[]): EnterAction[] {
  let state = AT_REST;
  return events.map((event) => {
    const [next, action] = onTyping(state, event);
    state = next;
    return action;
  });
}

function sends(...events: TypingEvent[]): number {
  return run(...events).filter((action) => action === "send").length;
}

const hangul = [start, update("ㅎ"), update("하"), update("한")];
const kanji = [start, update("に"), update("にほん"), update("日本")];
const english = [start, update("h"), update("hello")];
const telex = [start, update("viet"), update("việt")];
const pinyin = [start, update("ni"), update("你")];

describe("Enter in the composer", () => {
  it.each<[string, TypingEvent[], number]>([
    ["plain typing", [plain, up], 1],
    ["two messages", [plain, up, plain, up], 2],
    ["a key that is held down", [plain, plain, plain, up], 1],
    ["the release of the key seen elsewhere", [plain, { ...plain, isEnter: false }, plain], 2],
    ["Shift+Enter", [shifted, lineBreak], 0],
    ["Korean, Chromium, no second key", [...hangul, taken, end("한"), up], 1],
    ["Korean, Chromium, a second key", [...hangul, taken, end("한"), plain, up], 1],
    ["Korean, Chromium, a line break follows", [...hangul, taken, end("한"), lineBreak, up], 1],
    ["Korean, Firefox", [...hangul, taken, end("한"), up], 1],
    ["Korean, Safari", [...hangul, end("한"), takenAfterEnd, up], 1],
    ["Korean, Safari, a second key", [...hangul, end("한"), takenAfterEnd, plain, up], 1],
    ["Korean, the next word typed at once", [...hangul, taken, end("한"), plain, ...hangul], 1],
    ["Korean, two messages", [...hangul, taken, end("한"), up, ...hangul, taken, end("한"), up], 2],
    ["Korean, a Hanja chosen", [...hangul, taken, end("韓"), up], 0],
    ["Korean, a syllable that was finished before", [...hangul, end("한"), plain, up], 1],
    ["Korean, Shift+Enter", [...hangul, { ...taken, shiftKey: true }, end("한"), lineBreak], 0],
    ["Japanese, Chromium", [...kanji, taken, end("日本"), up], 0],
    ["Japanese, Firefox", [...kanji, taken, end("日本"), up], 0],
    ["Japanese, Safari", [...kanji, end("日本"), takenAfterEnd, up], 0],
    ["Japanese, confirmed and then sent", [...kanji, taken, end("日本"), up, plain, up], 1],
    ["Chinese, Chromium", [...pinyin, taken, end("你"), up], 0],
    ["Chinese, letters as they stand", [start, update("ni"), taken, end("ni"), up], 0],
    ["Chinese, Safari", [...pinyin, end("你"), takenAfterEnd, up], 0],
    ["Korean, Safari, the key before its end", [...hangul, taken, end("한"), takenAfterEnd, up], 1],
    [
      "Korean, Firefox, a second key without a composition",
      [...hangul, taken, end("한"), plain],
      1,
    ],
    [
      "Japanese, Firefox, a second key that is not one",
      [...kanji, taken, end("日本"), lineBreak],
      0,
    ],
    ["Chinese, a candidate by its number", [...pinyin, { ...taken, isEnter: false }, end("你")], 0],
    ["a touch keyboard that names its Enter", [...hangul, end("한"), plain, lineBreak, up], 1],
    ["a touch keyboard that names no key", [unnamed, unnamed, lineBreak], 1],
    [
      "a touch keyboard that names no key, after a word",
      [unnamed, ...hangul, unnamed, end("한"), lineBreak],
      1,
    ],
    [
      "Japanese, with the keys that were composed",
      [unnamed, ...kanji, unnamed, taken, end("日本"), lineBreak],
      0,
    ],
    ["a line break that comes without a key, as by dictation", [lineBreak], 0],
    ["Shift+Enter after a touch keyboard's key", [unnamed, shifted, lineBreak], 0],
    [
      "Japanese after Korean, Safari",
      [...hangul, end("한"), ...kanji, end("日本"), takenAfterEnd],
      0,
    ],
    // Reported of devices, and replayed here: Gboard and Samsung compose every script.
    ["English, Gboard", [...english, leftToUs, lineBreak, up], 1],
    ["English, Gboard, the composition ends with it", [...english, leftToUs, end("hello"), up], 1],
    ["English, Gboard, ended before the key", [...english, end("hello"), plain, lineBreak, up], 1],
    ["English, Gboard, the key without its release", [...english, leftToUs, lineBreak], 1],
    [
      "English, Gboard, the next message without a release",
      [...english, leftToUs, lineBreak, ...english, leftToUs, lineBreak],
      2,
    ],
    ["English, Gboard, the key held down", [...english, leftToUs, leftToUs, leftToUs, up], 1],
    ["English, Gboard, Shift+Enter", [...english, { ...leftToUs, shiftKey: true }, lineBreak], 0],
    ["English, Gboard, the line break alone", [unnamed, ...english, unnamed, lineBreak], 1],
    ["Korean, Gboard", [...hangul, leftToUs, lineBreak, up], 1],
    ["Korean, Gboard, ended by the key", [...hangul, leftToUs, end("한"), lineBreak, up], 1],
    ["Korean, Samsung", [...hangul, end("한"), leftToUs, lineBreak, up], 1],
    ["Korean, Samsung, taken first", [...hangul, taken, leftToUs, end("한"), lineBreak, up], 1],
    ["Japanese, Gboard, confirmed without a key, then sent", [...kanji, end("日本"), plain, up], 1],
    ["Japanese, Gboard, sent while it is composed", [...kanji, leftToUs, lineBreak, up], 1],
    ["Chinese, Gboard", [...pinyin, leftToUs, lineBreak, up], 1],
    ["Vietnamese, Gboard", [...telex, leftToUs, lineBreak, up], 1],
    ["Vietnamese, macOS", [...telex, taken, end("việt"), plain, up], 1],
    ["Vietnamese, Windows, without a composition", [plain, up], 1],
    ["Vietnamese, IBus", [...telex, end("việt"), plain, up], 1],
    ["Thai, Gboard", [start, update("สวัสดี"), leftToUs, lineBreak, up], 1],
    ["Thai, elsewhere, without a composition", [plain, up], 1],
    ["Korean, iOS, without a composition", [plain, up], 1],
    ["Japanese, iOS", [...kanji, end("日本"), takenAfterEnd, up, plain, up], 1],
    ["Chinese, Windows", [...pinyin, taken, end("你"), up, plain, up], 1],
    ["Japanese, IBus", [...kanji, taken, end("日本"), up, plain, up], 1],
    ["Korean, IBus", [...hangul, taken, end("한"), plain, up], 1],
  ])("%s", (_title, events, expected) => {
    expect(sends(...events)).toBe(expected);
  });

  it("keeps the line break away that an Enter brings after it has sent", () => {
    expect(run(...hangul, taken, end("한"), plain, lineBreak).slice(-3)).toEqual([
      "send",
      "prevent",
      "prevent",
    ]);
  });

  it("leaves the line break of Shift+Enter to the browser", () => {
    expect(run(shifted, lineBreak)).toEqual(["none", "none"]);
  });
});
