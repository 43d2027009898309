import type { ErrorCode } from "#protocol";
import type { WriteDenial } from "../../../client/room/write-permission.ts";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import type { Texts } from "../../../i18n/en/en.ts";
import { formatDuration } from "../../../i18n/format-duration.ts";

/** Explains why somebody may not write, for how long, and the staff's reason. (SPEC MO4, ID8) */
export function denialText(
  { reason, note, leftMs }: WriteDenial,
  loaded: Texts,
  locale: string,
): string | undefined {
  const texts: RoomTexts = { ...enRoom, ...(loaded as object) };
  const text = reasonText(reason, leftMs ? formatDuration(leftMs, locale) : "", texts);
  return text && note ? `${text} ${texts.because(note)}` : text;
}

function reasonText(
  reason: ErrorCode | undefined,
  time: string,
  texts: RoomTexts,
): string | undefined {
  if (reason === "timed-out") return time ? texts.timedOutFor(time) : texts.timedOut;
  if (reason === "banned") return time ? texts.bannedFor(time) : texts.banned;
  const errors: Partial<Record<ErrorCode, string>> = texts.errors;
  return reason && errors[reason];
}
