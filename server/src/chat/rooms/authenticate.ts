import { accept, refuse, type Result } from "#protocol";
import { updateReservedNames, refuseToken, entryRefusal } from "../moderation/entry-refusal.ts";
import type { Chat } from "../chat.ts";
import type { Connection } from "../participants/connection.ts";
import { resolveParticipant } from "../participants/resolve-participant.ts";
import { effectiveParticipant, effectivePermissions } from "../moderation/effective-participant.ts";

/** Takes a fresh token of the same person, without a new connection. (SPEC ID5) */
export async function authenticate(
  chat: Chat,
  connection: Connection,
  token: string,
): Promise<Result<{ expiresAtMs: number }>> {
  const { origin } = connection;
  const { userId, kind } = connection.identity;
  const role = kind === "member" ? "member" : "guest";
  // To look at a token takes work, whoever made it.
  const retryAfterMs = chat.limits.take(
    "authenticate",
    { userId, role, addressHash: connection.addressHash, streamId: "" },
    chat.clock.nowMs(),
  );
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });
  const identity = await chat.authenticator.authenticate({ token, ...(origin && { origin }) });
  if (identity.kind === "reader") return refuseToken(identity, identity.reason);
  const before = connection.identity;
  if (identity.kind !== "member" || before.kind !== "member" || before.userId !== identity.userId)
    return refuse("different-person");
  return connection.inTurn(async () => {
    const changed = [...connection.rooms].map(([streamId, me]) => ({
      streamId,
      me: resolveParticipant(identity, streamId, me),
    }));
    // All or nothing: as whom they may not come in, nobody may stay.
    for (const { streamId, me } of changed) {
      const mayNot = await entryRefusal(chat, identity, streamId, me);
      if (mayNot) return refuse(mayNot);
    }
    connection.renew(identity);
    for (const { streamId, me } of changed) {
      connection.rooms.set(streamId, me);
      const room = chat.rooms.get(streamId);
      if (room) chat.presence.enter(streamId, room, connection.id, me)();
    }
    notifySelf(chat, connection);
    // Nobody waits for it: the name is protected from then on.
    updateReservedNames(chat, identity).catch(() => undefined);
    return accept({ expiresAtMs: identity.expiresAtMs });
  });
}

/** Tells a connection in every room what it is now. (SPEC ID4) */
export function notifySelf(chat: Chat, connection: Connection): void {
  for (const [streamId, me] of connection.rooms) {
    connection.rememberPermissions(streamId, effectivePermissions(chat, connection, streamId, me));
    chat.audience.meChanged(connection.id, {
      streamId,
      me: effectiveParticipant(chat, connection, streamId, me),
    });
  }
}

/** Ends a token before its time, as at sign-out. (SPEC SI6) */
export function expireNow(chat: Chat, connection: Connection): void {
  const { identity } = connection;
  if (identity.kind !== "member" || identity.expiresAtMs <= chat.storeClock.nowMs()) return;
  connection.renew({ ...identity, expiresAtMs: chat.storeClock.nowMs() });
  notifySelf(chat, connection);
}
