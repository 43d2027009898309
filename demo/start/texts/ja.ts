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
    "OBSで「ブラウザ」ソースを追加し、このアドレスとサイズを入れてください。背景は透明です。プレビューの下のチャットに書くと、映像の上に出ます。",
  width: "幅",
  height: "高さ",
  fits: "入る量",
  fitsHow: "2行のメッセージ6件",
  pause: "一時停止",
  play: "再生",
  copy: "コピー",
  copied: "コピーしました。",
  copyByHand: "選択しました。キーボードでコピーしてください。",
  originsNote:
    "ほかのサイトのページは、このサーバーのCHAT_ORIGINSにアドレス(例:https://shop.example)があれば使えます。",
  preview: "ライブプレビュー",
};
