import type { Emoji } from "../../../widget/src/element/composer/emoji/emoji.ts";

function one(emoji: string, name: string, codes: string[], group = 0, skins?: string[]): Emoji {
  return { emoji, name, tags: [], codes, group, version: 1, ...(skins && { skins }) };
}

const EMOJI: readonly Emoji[] = [
  one("😀", "활짝 웃는 얼굴", ["grinning"]),
  one("😄", "웃는 얼굴", ["smile"]),
  one("😏", "능글맞은 얼굴", ["smirk"]),
  one("❤️", "빨간색 하트", ["heart"]),
  one("👍️", "올린 엄지", ["+1", "thumbsup"], 1, ["👍🏻", "👍🏼", "👍🏽", "👍🏾", "👍🏿"]),
  one("👏", "박수", ["clap"], 1, ["👏🏻", "👏🏼", "👏🏽", "👏🏾", "👏🏿"]),
  one("🐻", "곰 얼굴", ["bear"], 2),
  one("🍔", "햄버거", ["hamburger"], 3),
];

/** An address at which there are a few emoji, as a server has them. */
export function emojiFile(): string {
  return URL.createObjectURL(new Blob([JSON.stringify(EMOJI)], { type: "application/json" }));
}
