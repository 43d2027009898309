import type { FailureReason } from "../../../client/index.ts";
import { enRoom, type RoomTexts } from "../../../i18n/en/en-room.ts";
import type { Texts } from "../../../i18n/en/en.ts";

/** What no reader can put right. */
const FOR_THE_OWNER: ReadonlySet<FailureReason> = new Set([
  "origin-not-allowed",
  "invalid-stream-id",
  "invalid-server-url",
]);

/** Why there is no chat, where more is known than that; and whom it is said to, if not the reader. */
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
      // A sandboxed page's address tells nothing of what the server was told.
      return self.origin === "null" ? texts.noOrigin : texts.originNotAllowed(location.origin);
    case "invalid-server-url":
      return texts.invalidServerUrl;
    case "invalid-stream-id":
      return texts.invalidStreamId;
    // What this widget sends has the right form for the version that it knows.
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
