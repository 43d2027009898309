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
  demoOwnerNote:
    "ホストとしてこのチャットを管理するには、ターミナルに表示されたリンクを開いてください。",
  nickname: "ニックネーム",
  nicknameWrong: "ニックネームは表示できる1〜32文字で入力してください。",

  owner: "ホスト",
  moderator: "モデレーター",
  continueAs: (name) => `${name}さんとして続ける`,
  ownerHeading: "このチャットのホストになる",
  ownerNote:
    "ホストはこのサーバーのすべてのチャットを管理します。メッセージの削除、タイムアウト、フィルターの設定に加え、ほかの人をモデレーターにできます。",
  ownerButton: "ホストになる",
  moderatorHeading: "モデレーターになる",
  moderatorNote:
    "このチャットのモデレーターに招待されました。メッセージの削除やタイムアウトで、場の雰囲気を守ってください。",
  moderatorOfAllNote:
    "このチャンネルのすべての配信のモデレーターに招待されました。メッセージの削除や、すべての配信でのブロックで、場の雰囲気を守ってください。",
  moderatorButton: "モデレーターになる",
  inviteOnce: (time) =>
    `このリンクは${time}まで、1回だけ使えます。ボタンを押すまでは何も起こりません。`,
  inviteInApp:
    "ほかのアプリの中で開いています。このまま進むと、権限はこのアプリの中だけになります。ふだんのブラウザでリンクを開いてください。",
  inviteInvalidHeading: "このリンクは使えません",
  inviteInvalid:
    "すでに使われたか、取り消されたか、期限が切れています。リンクをくれた人に新しいものを頼んでください。",
  youAreOwner: "あなたはホストです",
  youAreModerator: "あなたはモデレーターです",
  siteAddress: "チャットがある自分のサイトのページ",
  siteOpen: "開いてログイン",
  siteUnknown: "チャットサーバーに登録されていないサイトです。CHAT_ORIGINSに追加してください。",
  siteWrong: "https://shop.example/live のようにページのアドレスを入力してください。",
  hereStream: "このサーバーで開くチャット（ストリームID）",
  hereOpen: "チャットを開く",
  sitesNone: "自分のサイトのチャットを管理するには、サイトをCHAT_ORIGINSに追加してください。",
  comeBack:
    "このページのアドレスを保存しておいてください。ログアウトしたときは、ここから入り直せます。",
  signOut: "このブラウザでログアウト",
  signedOutHeading: "ログアウトしました",

  outsideHeading: "ブラウザで開いてください",
  outsideNote:
    "Googleはほかのアプリの中ではログインできません。お使いのブラウザでサイトを開き、そこでログインしてください。",
  openOutside: "ブラウザで開く",
  copyAddress: "アドレスをコピー",
  copied: "コピーしました。",

  doneHeading: "ログインしました",
  done: "このウィンドウは閉じてかまいません。",
  noRequest: "このブラウザでログインするには、チャットのログインボタンを押してください。",
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

  deviceInstead: "別の端末を使う",
  deviceHeading: "別の端末をログイン",
  deviceEnter: "端末に表示された番号を入力してください。",
  deviceNumber: "番号",
  deviceWrong:
    "番号が違うか、有効期限が切れています。確認するか、端末で新しい番号を表示してください。",
  deviceAsk: "この端末をログインさせますか？",
  deviceCompare: "端末に次の番号が表示されているはずです。",
  deviceDevice: "端末",
  deviceUnknown: "不明なブラウザ",
  deviceChat: "チャット",
  deviceNetwork: "ネットワーク",
  deviceSameNetwork: "この端末と同じ",
  deviceOtherNetwork: "この端末と異なる",
  deviceAs: "ログインするアカウント",
  deviceNoName: "名前はまだありません",
  deviceMay:
    "ログアウトするまで、このチャットであなたにできることがその端末でもできるようになります。",
  deviceWarning:
    "自分の画面に表示されている番号だけを承認してください。番号やリンクが誰かから送られてきた場合は拒否してください。その人があなたとしてログインすることになります。",
  deviceNobody:
    "このブラウザではログインしていません。先にオーナーまたはモデレーター用のリンクをここで開くか、ご自分のサイトからお越しください。",
  deviceConfirm: "ログインを承認",
  deviceSignIn: "ログインして承認",
  deviceRefuse: "拒否",
  deviceSomeoneElse: "別のアカウントを使う",
  deviceDoneHeading: "端末がログインしました",
  deviceDone: "まもなく端末で自動的に続きます。このページは閉じてかまいません。",
  deviceRefusedHeading: "拒否しました",
  deviceRefused: "その端末はログインしていません。",
};
