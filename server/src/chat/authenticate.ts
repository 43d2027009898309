import { accept, refuse, type Result } from "#protocol";
import { learnName, refuseToken, whyNotAs } from "./admit-identity.ts";
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
  if (identity.kind === "reader") return refuseToken(identity, identity.reason);
  const before = connection.identity;
  if (identity.kind !== "member" || before.kind !== "member" || before.userId !== identity.userId)
    return refuse("different-person");
  return connection.inTurn(async () => {
    const changed = [...connection.rooms].map(([streamId, me]) => ({
      streamId,
      me: introduce(identity, streamId, me),
    }));
    // All or nothing: as whom they may not come in, nobody may stay.
    for (const { streamId, me } of changed) {
      const mayNot = await whyNotAs(chat, identity, streamId, me);
      if (mayNot) return refuse(mayNot);
    }
    connection.renew(identity);
    for (const { streamId, me } of changed) {
      connection.rooms.set(streamId, me);
      const room = chat.rooms.get(streamId);
      if (room) chat.presence.enter(streamId, room, connection.id, me)();
    }
    tellSelf(chat, connection);
    // Nobody waits for it: the name is protected from then on.
    learnName(chat, identity).catch(() => undefined);
    return accept({ expiresAtMs: identity.expiresAtMs });
  });
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
  if (identity.kind !== "member" || identity.expiresAtMs <= chat.time.nowMs()) return;
  connection.renew({ ...identity, expiresAtMs: chat.time.nowMs() });
  tellSelf(chat, connection);
}
