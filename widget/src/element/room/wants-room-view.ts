import { en } from "../../i18n/en/en.ts";
import type { ChatSnapshot } from "../../client/index.ts";

/** Whether there is something to say that most chats never have to. */
export function wantsRoomView({ connection, me, mode, pinned, pending }: ChatSnapshot): boolean {
  return Boolean(
    connection.status === "failed" ||
    me?.reason === "timed-out" ||
    me?.reason === "banned" ||
    pinned ||
    Object.keys(mode).length > 0 ||
    pending.some(({ error }) => error && !(error in en.errors)),
  );
}
