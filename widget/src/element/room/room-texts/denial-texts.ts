import type { ErrorCode } from "#protocol";
import type { WriteDenial, WritePermission } from "../../../client/room/write-permission.ts";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import type { Texts } from "../../../i18n/en/en.ts";
import { formatDuration } from "../../../i18n/format-duration.ts";

export interface DenialTexts {
  readonly text?: string | undefined;
  /** The same with its time in whole minutes, so that it does not change every second. */
  readonly byMinute?: string | undefined;
}

/**
 * Explains why somebody may not write, for how long, and the staff's reason; or why a token does
 * not count. (SPEC MO4, ID8)
 */
export function denialTexts(
  denial: Extract<WritePermission, { kind: "denied" | "sign-in-required" }>,
  loaded: Texts,
  locale: string,
): DenialTexts {
  const texts: RoomTexts = { ...enRoom, ...(loaded as object) };
  const { reason, note, leftMs = 0 }: Omit<WriteDenial, "kind"> = denial;
  const explain = (ms: number): string | undefined => {
    const text = reasonText(reason, ms > 0 ? formatDuration(ms, locale) : "", texts);
    return text && note ? `${text} ${texts.because(note)}` : text;
  };
  return { text: explain(leftMs), byMinute: explain(Math.ceil(leftMs / 60_000) * 60_000) };
}

function reasonText(
  reason: ErrorCode | undefined,
  time: string,
  texts: RoomTexts,
): string | undefined {
  switch (reason) {
    case "timed-out":
      return time ? texts.timedOutFor(time) : texts.timedOut;
    case "banned":
      return time ? texts.bannedFor(time) : texts.banned;
    case "token-expired":
      return texts.signInAgain;
    case "invalid-token":
      return texts.signInRefused;
    case undefined:
      return undefined;
    default: {
      const errors: Partial<Record<ErrorCode, string>> = texts.errors;
      return errors[reason];
    }
  }
}
