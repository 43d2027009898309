import type { DeviceTexts } from "../en/en-device.ts";

export const device: DeviceTexts = {
  deviceTitle: "別の端末でログイン",
  deviceScan: "ログイン済みのスマートフォンで読み取ってください。",
  deviceQr: "下のアドレスと番号の QR コード",
  deviceType: "または、スマートフォンでこのアドレスを開き、番号を入力してください。",
  deviceOpening: "少しお待ちください…",
  deviceWaiting: "別の端末での承認を待っています",
  deviceOnce: "番号は 10 分間、1 回だけ使えます。",
  deviceExpired: "番号の有効期限が切れました。",
  deviceRefused: "別の端末で拒否されました。",
  deviceFull: "ログインの要求が多すぎます。数分後にもう一度お試しください。",
  deviceFailed: "チャットサーバーが応答しませんでした。もう一度お試しください。",
  deviceAgain: "新しい番号を表示",
  deviceHere: "このページでログイン",
  deviceCancel: "キャンセル",
};
