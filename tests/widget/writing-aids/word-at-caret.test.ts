import { describe, expect, it } from "vitest";
import { wordAtCaret } from "../../../widget/src/element/composer/completion/word-at-caret.ts";

/** The caret is where the bar stands. */
function at(text: string): string | undefined {
  const word = wordAtCaret(text.replace("|", ""), text.indexOf("|"));
  return word && `${word.kind} ${word.start} ${word.typed}`;
}

describe("the word at the caret", () => {
  it.each([
    ["@|", "mention 0 "],
    ["안녕 @민|", "mention 3 민"],
    ["@달빛 공|", "mention 0 달빛 공"],
    ["(@mina|)", "mention 1 mina"],
    ["@민|지 님", "mention 0 민"],
    [":sm|", "emoji 0 sm"],
    ["하하 :하|", "emoji 3 하"],
    [":thumbs_up:|", "emoji 0 thumbs_up:"],
    ["@민지 :+1|", "emoji 4 +1"],
  ])("is called in %s", (text, word) => {
    expect(at(text)).toBe(word);
  });

  it.each([
    "|",
    "민지|",
    "mina@example|",
    "@ |",
    "@@|",
    ":D|",
    ":)|",
    ":|",
    "12:30|",
    "가격:무료|",
  ])("is not called in %s", (text) => {
    expect(at(text)).toBeUndefined();
  });
});
