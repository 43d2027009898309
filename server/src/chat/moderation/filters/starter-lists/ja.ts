import type { StarterList } from "./starter-list.ts";

export const JA: StarterList = {
  words: `
死ね
氏ね
しね=
くたばれ
殺すぞ
きちがい
キチガイ
気違い
クソ野郎
くそやろう
糞野郎
くそったれ
クズ野郎
ヤリマン
売女
ちんこ
まんこ
`,
  innocent: `
`,
};
