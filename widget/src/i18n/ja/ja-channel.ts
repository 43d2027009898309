import type { ChannelTexts } from "../en/en-channel.ts";

export const channel: ChannelTexts = {
  intro: (channel) =>
    `ここでの設定は${channel ? `${channel}の` : ""}すべての配信に適用されます。これから始まる配信も同じです。`,
  name: "チャンネルの名前",
  nameHint: "スタッフにはIDの代わりに表示されます。",
  nameWrong: "名前は64文字までで、見える文字が必要です。",
  sections: {
    staff: "モデレーター",
    people: "すべての配信でブロック中",
    filters: "すべての配信のフィルター",
    mode: "新しい配信の初期設定",
  },
  about: {
    staff: "すべての配信を管理します。",
    people: "どの配信でも有効なブロックとシャドウミュートです。",
    filters: "各配信のフィルターより先に働きます。",
  },
  you: "自分",
  staffHow:
    "モデレーターにするには、その人のカードを開いてください。ホストはサイトのログイン情報で決まります。",
  inviteHint:
    "最初にリンクを開いた人が、すべての配信のモデレーターになります。1回だけ、24時間使えます。",
  modeHint: "すでに始まった配信の設定は変わりません。",
  modeNone: "だれでも投稿できます。",
  readOnly: "変更できるのはチャンネルのホストだけです。",
};
