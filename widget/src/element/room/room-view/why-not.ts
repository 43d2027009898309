import type { ErrorCode, Me } from "#protocol";
import type { RoomTexts } from "../../../i18n/en/en-room.ts";
import { formatDuration } from "../../../i18n/format-duration.ts";
import type { ChatSnapshot } from "../../../client/index.ts";

/** Why somebody cannot write here: what keeps them from it, for how long, and the staff's reason. (SPEC MO4, ID8) */
export function whyNot(
  { me, mode }: ChatSnapshot,
  leftMs: number | undefined,
  texts: RoomTexts,
  locale: string,
): string | undefined {
  const said = me && keptFromWriting(me, leftMs, texts, locale);
  if (said) return me.note ? `${said} ${texts.because(me.note)}` : said;
  const errors: Partial<Record<ErrorCode, string>> = texts.errors;
  if (mode.ended) return errors["stream-ended"];
  if (mode.frozen) return errors.frozen;
  return me?.reason && errors[me.reason];
}

function keptFromWriting(
  me: Me,
  leftMs: number | undefined,
  texts: RoomTexts,
  locale: string,
): string | undefined {
  const time = leftMs ? formatDuration(leftMs, locale) : "";
  if (me.reason === "timed-out") return time ? texts.timedOutFor(time) : texts.timedOut;
  if (me.reason === "banned") return time ? texts.bannedFor(time) : texts.banned;
  return undefined;
}
