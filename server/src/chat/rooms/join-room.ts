import {
  accept,
  LIMITS,
  refuse,
  type JoinRoom,
  type Me,
  type Result,
  type RoomState,
} from "#protocol";
import { refuseToken, entryRefusal, readRefusal } from "../moderation/entry-refusal.ts";
import type { Chat } from "../chat.ts";
import type { Connection } from "../participants/connection.ts";
import { withoutAvatar } from "../participants/guest-avatars.ts";
import { resolveParticipant } from "../participants/resolve-participant.ts";
import type { JoinAnswer } from "../streams/join-answer-cache.ts";
import { callerOf } from "../moderation/caller-of.ts";
import { isStaffRole } from "../participants/roles.ts";
import type { FeedForm } from "../ports/audience.ts";
import { effectiveParticipant, effectivePermissions } from "../moderation/effective-participant.ts";

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
    const mayNotRead = readRefusal(chat, connection.identity);
    if (mayNotRead) return refuseToken(connection.identity, mayNotRead);
    const claim = join.user && !chat.guestAvatars ? withoutAvatar(join.user) : join.user;
    const me = resolveParticipant(connection.identity, streamId, claim);
    const caller = callerOf(chat, connection, streamId, me);
    const tooOften = chat.limits.take("join", caller, chat.clock.nowMs());
    if (tooOften > 0) return refuse("rate-limited", { retryAfterMs: tooOften });
    const mayNot = await entryRefusal(chat, connection.identity, streamId, me);
    if (mayNot) return refuse(mayNot);
    const retryAfterMs = await chat.joinThrottle.admit(form === "entries");
    if (retryAfterMs > 0) {
      // Or a crowd that is asked to come back would use up what it may have.
      chat.limits.giveBack("join", caller);
      return refuse("server-busy", { retryAfterMs });
    }
    // Whoever gave up in the queue opens no room.
    if (connection.closed) return refuse("not-joined");

    if (await isUnlisted(chat, streamId)) return refuse("unknown-stream");
    let room = await chat.rooms.open(streamId);
    await chat.policies.open(streamId);
    if (!room.feed.answer(after, me.userId))
      // A store that cannot be read leaves what is in memory. (SPEC LOG7)
      await room.feed.prepare(after, me.userId).catch(() => undefined);
    const waiting = await waitingFor(chat, connection, streamId, me);
    // While this waited, the room may have been dropped; nobody is told what happens in such.
    while (chat.rooms.get(streamId) !== room || !chat.policies.get(streamId)) {
      room = await chat.rooms.open(streamId);
      await chat.policies.open(streamId);
    }
    // The connection may have closed meanwhile; a room must not keep what never leaves.
    if (connection.closed) return refuse("not-joined");

    const { feed } = room;
    const log =
      feed.answer(after, me.userId) ??
      feed.answer(undefined, me.userId) ??
      feed.answerFromMemory(me.userId);
    connection.rooms.set(streamId, me);
    connection.rememberPermissions(streamId, effectivePermissions(chat, connection, streamId, me));
    const tellOthers = chat.presence.enter(streamId, room, connection.id, me);
    chat.audience.enter(connection.id, streamId, form, log.position.seq, me.userId);
    answer({
      me: effectiveParticipant(chat, connection, streamId, me),
      room: {
        ...{ viewers: chat.presence.viewers(streamId), ...room.feed.roomState.state },
        ...(waiting !== undefined && { waiting }),
      },
      form,
      log,
    });
    tellOthers();
    return accept(undefined);
  });
}

/** Whether there is no such stream, where the operator makes them. */
async function isUnlisted(
  { listedOnly, policies, rooms }: Chat,
  streamId: string,
): Promise<boolean> {
  if (!listedOnly || (await policies.open(streamId)).listed) return false;
  // It may be made yet: the next who comes asks again.
  if (!rooms.get(streamId)) policies.forget(streamId);
  return true;
}

/** How much waits for review, if it is staff who joins and the store can say. (SPEC MO11) */
async function waitingFor(
  chat: Chat,
  connection: Connection,
  streamId: string,
  me: Me,
): Promise<number | undefined> {
  if (!isStaffRole(effectiveParticipant(chat, connection, streamId, me).role)) return undefined;
  try {
    return (await chat.moderation.readNews(streamId)).waiting;
  } catch {
    return undefined;
  }
}
