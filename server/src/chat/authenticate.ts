import { accept, refuse, type Result } from "#protocol";
import type { Chat } from "./chat.ts";
import type { Connection } from "./connection.ts";
import { introduce } from "./introduce.ts";
import { presentSelf, standingOf } from "./present-self.ts";

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
  if (identity.kind === "reader") return refuse(identity.reason);
  const before = connection.identity;
  if (identity.kind !== "member" || before.kind !== "member" || before.userId !== identity.userId)
    return refuse("different-person");
  connection.renew(identity);
  await connection.inTurn(() => {
    for (const [streamId, before] of connection.rooms) {
      const me = introduce(identity, streamId, before);
      connection.rooms.set(streamId, me);
      const room = chat.rooms.get(streamId);
      if (room) chat.presence.enter(streamId, room, connection.id, me)();
    }
    tellSelf(chat, connection);
  });
  return accept({ expiresAtMs: identity.expiresAtMs });
}

/** Tells a connection in every room what it is now. (SPEC ID4) */
export function tellSelf(chat: Chat, connection: Connection): void {
  for (const [streamId, me] of connection.rooms) {
    connection.noteStanding(streamId, standingOf(chat, connection, streamId, me));
    chat.audience.meChanged(connection.id, {
      streamId,
      me: presentSelf(chat, connection, streamId, me),
    });
  }
}

/** Ends a token before its time, as at sign-out. (SPEC SI6) */
export function expireNow(chat: Chat, connection: Connection): void {
  const { identity } = connection;
  if (identity.kind !== "member" || identity.expiresAtMs <= chat.clock.nowMs()) return;
  connection.renew({ ...identity, expiresAtMs: chat.clock.nowMs() });
  tellSelf(chat, connection);
}
