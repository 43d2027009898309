import { notifySelf, type NotifyPorts } from "../moderation/notify-permission-changes.ts";
import type { AlarmClock } from "../ports/clock.ts";
import type { Connection } from "../participants/connection.ts";

/**
 * Notifies a connection when its token expires, and again for each token that replaces it. The
 * returned function stops that. (SPEC ID4)
 */
export function watchTokenExpiry(
  ports: NotifyPorts & { readonly clock: AlarmClock },
  connection: Connection,
): () => void {
  // Only members have tokens, and only theirs are replaced: most viewers need none of this.
  if (connection.identity.kind !== "member") return nothing;
  let cancel: () => void = nothing;
  const wait = () => {
    cancel();
    const { identity } = connection;
    if (identity.kind !== "member") return;
    const leftMs = identity.expiresAtMs - ports.storeClock.nowMs();
    // Code that ends a token early sends the notice itself.
    if (leftMs <= 0) return;
    cancel = ports.clock.after(leftMs, () => {
      // Timers may fire a little early by the clock used for token expiry.
      if (identity.expiresAtMs > ports.storeClock.nowMs()) wait();
      else notifySelf(ports, connection);
    });
  };
  connection.onRenewed = wait;
  wait();
  return () => {
    connection.onRenewed = nothing;
    cancel();
  };
}

function nothing(): void {
  // There is nothing to stop.
}
