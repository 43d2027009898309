import { notifySelf } from "./authenticate.ts";
import type { Chat } from "../chat.ts";
import type { Connection } from "../participants/connection.ts";

/**
 * Tells a connection when its token has run out, and when each has that takes its place,
 * which may live shorter; the function returned ends it. (SPEC ID4)
 */
export function watchTokenExpiry(chat: Chat, connection: Connection): () => void {
  let cancel: () => void = () => undefined;
  const wait = () => {
    cancel();
    const { identity } = connection;
    if (identity.kind !== "member") return;
    const leftMs = identity.expiresAtMs - chat.storeClock.nowMs();
    // Whoever ends a token before its time says so.
    if (leftMs <= 0) return;
    cancel = chat.clock.after(leftMs, () => {
      // Timers may ring a little early by the clock that tokens are judged by.
      if (identity.expiresAtMs > chat.storeClock.nowMs()) wait();
      else notifySelf(chat, connection);
    });
  };
  connection.onRenewed = wait;
  wait();
  return () => {
    connection.onRenewed = () => undefined;
    cancel();
  };
}
