import { expect, it } from "vitest";
import { formatDuration } from "../../../widget/src/i18n/format-duration.ts";

it.each([
  [1, "en", "1 sec"],
  [59_001, "en", "1 min"],
  [272_500, "en", "4 min 33 sec"],
  [272_500, "ko", "4분 33초"],
  [3_600_000, "ko", "1시간"],
  [90_000_000, "vi", "1 ngày 1 giờ"],
  [3_605_000, "ja", "1 時間"],
])("%i ms in %s is %s", (ms, locale, text) => {
  expect(formatDuration(ms, locale)).toBe(text);
});
