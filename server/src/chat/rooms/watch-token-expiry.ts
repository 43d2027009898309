import { notifySelf, type NotifyPorts } from "../moderation/notify-permission-changes.ts";
import type { AlarmClock } from "../ports/clock.ts";
import type { Connection } from "../participants/connection.ts";

/**
 * Tells a connection when its token has run out, and when each has that takes its place,
 * which may live shorter; the function returned ends it. (SPEC ID4)
 */
export function watchTokenExpiry(
  ports: NotifyPorts & { readonly clock: AlarmClock },
  connection: Connection,
): () => void {
  let cancel: () => void = () => undefined;
  const wait = () => {
    cancel();
    const { identity } = connection;
    if (identity.kind !== "member") return;
    const leftMs = identity.expiresAtMs - ports.storeClock.nowMs();
    // Whoever ends a token before its time says so.
    if (leftMs <= 0) return;
    cancel = ports.clock.after(leftMs, () => {
      // Timers may ring a little early by the clock that tokens are judged by.
      if (identity.expiresAtMs > ports.storeClock.nowMs()) wait();
      else notifySelf(ports, connection);
    });
  };
  connection.onRenewed = wait;
  wait();
  return () => {
    connection.onRenewed = () => undefined;
    cancel();
  };
}
