import { tellSelf } from "./authenticate.ts";
import type { Chat } from "./chat.ts";
import type { Connection } from "./connection.ts";

/** Tells a connection when its token has run out, also after renewals; the function returned ends it. (SPEC ID4) */
export function watchExpiry(chat: Chat, connection: Connection): () => void {
  const { identity } = connection;
  if (identity.kind !== "member") return () => undefined;
  let cancel: () => void = () => undefined;
  const wait = (expiresAtMs: number) => {
    cancel = chat.clock.after(Math.max(0, expiresAtMs - chat.time.nowMs()), () => {
      const now = connection.identity;
      // Timers may ring a little early by the clock that tokens are judged by.
      const isDue = now.kind !== "member" || now.expiresAtMs <= chat.time.nowMs();
      if (isDue) tellSelf(chat, connection);
      else wait(now.expiresAtMs);
    });
  };
  wait(identity.expiresAtMs);
  return () => cancel();
}
