import type { FailureReason } from "../../../client/index.ts";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import type { Texts } from "../../../i18n/en/en.ts";

/** Failures that only the site's owner can fix. */
const FOR_THE_OWNER: ReadonlySet<FailureReason> = new Set([
  "origin-not-allowed",
  "invalid-stream-id",
  "invalid-server-url",
]);

/** A detailed text on why there is no chat, if any; and its audience, if that is not the reader. */
export function failureText(
  reason: FailureReason,
  loaded: Texts,
): { readonly label?: string; readonly text: string | undefined } {
  const texts: RoomTexts = { ...enRoom, ...(loaded as object) };
  return {
    text: explain(reason, texts),
    ...(FOR_THE_OWNER.has(reason) && { label: texts.forOwner }),
  };
}

function explain(reason: FailureReason, texts: RoomTexts): string | undefined {
  switch (reason) {
    case "origin-not-allowed":
      // The URL of a sandboxed page does not show the origin that the server saw.
      return self.origin === "null" ? texts.noOrigin : texts.originNotAllowed(location.origin);
    case "invalid-server-url":
      return texts.invalidServerUrl;
    case "invalid-stream-id":
      return texts.invalidStreamId;
    // This widget's requests are valid for the protocol version that it knows.
    case "bad-request":
    case "unknown-event":
    case "version-mismatch":
      return texts.versionMismatch;
    case "no-sticky-sessions":
      return texts.noStickySessions;
    case "banned":
      return texts.banned;
    default:
      return undefined;
  }
}
