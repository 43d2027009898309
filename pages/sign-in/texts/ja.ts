import type { Texts } from "./texts.ts";

export const ja: Texts = {
  lang: "ja",
  heading: "ログインしてチャット",
  forSite: "{site} のチャットに参加します",
  promise:
    "サイトに伝わるのはニックネームと画像だけです。メールアドレスとパスワードは渡されません。",
  with: {
    google: "Googleで続ける",
    facebook: "Facebookで続ける",
    kakao: "Kakaoで続ける",
  },
  or: "または",
  email: "メールアドレス",
  sendCode: "認証コードを受け取る",
  withPassword: "パスワードでログイン",
  password: "パスワード",
  codeHeading: "メールをご確認ください",
  codeSent: (email) => `${email} に認証コードを送りました。`,
  code: "認証コード",
  continue: "続ける",
  back: "戻る",
  goBack: "サイトに戻る",

  demoHeading: "どなたになりますか？",
  demoNote: "デモです。誰かを選ぶか、名前を作ってください。",
  demoHost: "配信者",
  demoHostNote: "配信者として入ると、削除やタイムアウト、固定などの管理も試せます。",
  demoHostLink:
    "ターミナルに表示されたリンクで、このブラウザからデモを一度開いてください。そのあと配信者になれます。",
  nickname: "ニックネーム",

  outsideHeading: "ブラウザで開いてください",
  outsideNote:
    "Googleはほかのアプリの中ではログインできません。お使いのブラウザでサイトを開き、そこでログインしてください。",
  openOutside: "ブラウザで開く",
  copyAddress: "アドレスをコピー",
  copied: "コピーしました。",

  doneHeading: "ログインしました",
  done: "このウィンドウは閉じてかまいません。",
  noRequestHeading: "ログイン先がありません",
  noRequest: "チャットのログインボタンからこのページを開いてください。",
  notStartedHeading: "チャットから始めてください",
  notStarted:
    "安全のため、ログインはチャットのログインボタンから始める必要があります。サイトでボタンを押してください。",
  unheardHeading: "サイトから応答がありません",
  unheard:
    "このウィンドウを開いたページがなくなりました。サイトに戻って、もう一度ログインしてください。",
  noWayHeading: "ここではログインできません",
  noWay: "このチャットはサイト上でログインします。",
  expiredHeading: "時間がかかりすぎました",
  failedHeading: "うまくいきませんでした",

  cancelled: "ログインできませんでした。もう一度試すか、別の方法を選んでください。",
  expired: "チャットに戻って、最初からやり直してください。",
  wrongPassword: "メールアドレスまたはパスワードが違います。",
  wrongCode: "認証コードが違うか、期限が切れています。",
  tooOften: "回数が多すぎます。1分待ってからお試しください。",
  noNetwork: "接続できません。ネットワークを確認して、もう一度お試しください。",
  failed: "ログインできませんでした。もう一度お試しください。",
};
