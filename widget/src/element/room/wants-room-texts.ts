import { isTokenRefusal } from "#protocol";
import type { ChatSnapshot } from "../../client/index.ts";
import { en } from "../../i18n/en/en.ts";

/** Whether a rare text is needed, which most chats never show. */
export function wantsRoomTexts({ connection, me, mode, pending }: ChatSnapshot): boolean {
  return (
    connection.status === "failed" ||
    !!me?.retryAfterMs ||
    me?.reason === "timed-out" ||
    me?.reason === "banned" ||
    isTokenRefusal(me?.reason) ||
    !!me?.roleOutsideFrame ||
    mode.ended === true ||
    mode.frozen === true ||
    pending.some(({ error }) => error !== undefined && !(error in en.errors))
  );
}
