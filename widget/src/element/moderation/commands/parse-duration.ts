/** In every language: a Korean moderator may have learned the English units. */
const UNITS: readonly (readonly [seconds: number, names: readonly string[]])[] = [
  [1, ["", "s", "sec", "초", "秒", "giây", "วินาที", "วิ"]],
  [60, ["m", "min", "분", "分", "分钟", "分鐘", "phút", "นาที"]],
  [3_600, ["h", "hr", "시간", "時間", "小时", "小時", "giờ", "ชั่วโมง", "ชม"]],
  [86_400, ["d", "일", "日", "天", "ngày", "วัน"]],
];
const DURATION = /^(\d{1,6})(\p{L}[\p{L}\p{M}]*)?$/u;

/** The seconds of a duration like 10m or 10분; a bare number is in seconds. */
export function parseDuration(word: string): number | undefined {
  const [, count, unit = ""] = DURATION.exec(word.normalize("NFC").toLowerCase()) ?? [];
  const size = UNITS.find(([, names]) => names.includes(unit))?.[0];
  return count && size ? Number(count) * size : undefined;
}
