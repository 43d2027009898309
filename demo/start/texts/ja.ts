import type { StartTexts } from "./texts.ts";

export const ja: StartTexts = {
  pageTitle: "あなたのページにチャットを · live-chat",
  language: "言語",
  theme: "テーマ",
  themeAuto: "自動",
  themeLight: "ライト",
  themeDark: "ダーク",
  title: "あなたのページにチャットを置きましょう",
  lead: "配信IDを入れ、置く場所を選んで貼り付けるだけです。プレビューは本物のチャットです。",
  chat: "チャット",
  streamId: "配信ID",
  themeDevice: "端末に合わせる",
  languagePage: "ページに合わせる",
  ways: "置く場所",
  tagName: "タグ1つ",
  pinnedName: "バージョン固定",
  frameName: "フレーム",
  htmlHint: "チャットを置きたい場所に貼り付けてください。高さはCSSで変えなければ560pxです。",
  tagHint: "スクリプトしか置けないサイト作成サービス向けです。タグの場所にチャットが現れます。",
  pinnedHint:
    "ブラウザーはこのスクリプトだけを実行します。チャットサーバーを更新したら貼り直してください。それまでチャットは表示されません。",
  reactHint: "React 18と19のコンポーネントです。サーバーレンダリングにも対応しています。",
  nextHint:
    "サーバーコンポーネントでもクライアントコンポーネントでも使えます。変数にはチャットサーバーのアドレスを入れます。",
  wordpressHint:
    "docs/wordpressのプラグインを入れ、設定にこのサーバーのアドレスを書いてください。同じ働きのブロックもあります。",
  frameHint: "スクリプトを置けないページでも、フレームなら置けることがよくあります。",
  obsHint:
    "OBSで「ブラウザ」ソースを追加し、このアドレスを入れてください。背景は透明です。下から書き込んで確かめられます。",
  copy: "コピー",
  copied: "コピーしました。",
  copyByHand: "選択しました。キーボードでコピーしてください。",
  originsNote:
    "ほかのサイトのページは、このサーバーのCHAT_ORIGINSにアドレス(例:https://shop.example)があれば使えます。",
  preview: "ライブプレビュー",
};
