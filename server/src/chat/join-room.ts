import {
  accept,
  LIMITS,
  refuse,
  type ErrorCode,
  type JoinRoom,
  type Me,
  type Result,
  type RoomState,
} from "#protocol";
import type { Chat } from "./chat.ts";
import type { Connection } from "./connection.ts";
import { introduce } from "./introduce.ts";
import type { JoinAnswer } from "./join-answers.ts";
import type { FeedForm } from "./ports.ts";
import { presentSelf, standingOf } from "./present-self.ts";

/** What a join found, complete as of the moment at which the connection entered the room. */
export interface JoinedRoom {
  me: Me;
  room: RoomState;
  form: FeedForm;
  log: JoinAnswer;
}

/**
 * Lets a connection into a stream's room. (SPEC JR1–JR9)
 *
 * `answer` is called in the same turn of the event loop in which the connection
 * enters the room, and must send its answer at once: then nothing lies between it
 * and the live feed, and nothing comes twice or too early.
 */
export function joinRoom(
  chat: Chat,
  connection: Connection,
  join: JoinRoom,
  answer: (joined: JoinedRoom) => void,
): Promise<Result<void>> {
  return connection.inTurn(async () => {
    const { streamId } = join;
    const form = join.wants?.includes("entries") ? "entries" : "stock";
    // Stock clients do not know what a delta is.
    const after = form === "entries" ? join.after : undefined;
    if (!connection.rooms.has(streamId) && connection.rooms.size >= LIMITS.roomsPerConnection)
      return refuse("too-many-rooms");
    const mayNot = whyNotRead(chat, connection);
    if (mayNot) return refuse(mayNot);
    const me = introduce(connection.identity, streamId, join.user);
    if (me.nickname && chat.staffNames.isTaken(me.nickname, me.userId)) return refuse("name-taken");
    const retryAfterMs = await chat.admission.admit(form === "entries");
    if (retryAfterMs > 0) return refuse("server-busy", { retryAfterMs });
    // Whoever gave up in the queue opens no room.
    if (connection.closed) return refuse("not-joined");

    let room = await chat.rooms.open(streamId);
    await chat.policies.open(streamId);
    if (!room.feed.answer(after))
      // A store that cannot be read leaves what is in memory. (SPEC LOG7)
      await room.feed.prepare(after).catch(() => undefined);
    // While this waited, the room may have been dropped; nobody is told what happens in such.
    while (chat.rooms.get(streamId) !== room || !chat.policies.get(streamId)) {
      room = await chat.rooms.open(streamId);
      await chat.policies.open(streamId);
    }
    // The connection may have closed meanwhile; a room must not keep what never leaves.
    if (connection.closed) return refuse("not-joined");

    const log = room.feed.answer(after) ?? room.feed.answer() ?? room.feed.answerFromMemory();
    connection.rooms.set(streamId, me);
    connection.noteStanding(streamId, standingOf(chat, connection, streamId, me));
    const tellOthers = chat.presence.enter(streamId, room, connection.id, me);
    chat.audience.enter(connection.id, streamId, form, log.position.seq);
    answer({
      me: presentSelf(chat, connection, streamId, me),
      room: { viewers: chat.presence.viewers(streamId), ...room.feed.board.state },
      form,
      log,
    });
    tellOthers();
    return accept(undefined);
  });
}

/** Why this connection may not even read, where only members may. (SPEC ID6) */
function whyNotRead({ membersOnly, clock }: Chat, { identity }: Connection): ErrorCode | undefined {
  if (!membersOnly) return undefined;
  if (identity.kind === "reader") return identity.reason;
  if (identity.kind === "guest" || identity.role === "guest") return "sign-in-required";
  return clock.nowMs() >= identity.expiresAtMs ? "token-expired" : undefined;
}
