import {
  accept,
  LIMITS,
  refuse,
  type JoinRoom,
  type Me,
  type Result,
  type RoomState,
} from "#protocol";
import {
  joinDenial,
  readDenial,
  refuseToken,
  type JoinDenialPorts,
} from "../moderation/join-denial.ts";
import type { ActionLimits } from "../limits/action-limits.ts";
import type { JoinThrottle } from "../limits/join-throttle.ts";
import type { Audience, FeedForm } from "../ports/audience.ts";
import type { Clock } from "../ports/clock.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";
import type { Rooms } from "../streams/rooms.ts";
import type { Presence } from "./presence.ts";
import type { Connection } from "../participants/connection.ts";
import { withoutAvatar } from "../participants/guest-avatars.ts";
import { resolveParticipant } from "../participants/resolve-participant.ts";
import type { JoinAnswer } from "../streams/join-answer-cache.ts";
import { callerOf } from "../moderation/caller-of.ts";
import { isStaffRole } from "../participants/roles.ts";
import { underOwnName } from "../moderation/under-own-name.ts";
import { effectiveParticipant, effectivePermissions } from "../moderation/effective-participant.ts";

export interface JoinRoomPorts extends JoinDenialPorts {
  readonly rooms: Rooms;
  /** Whether guests may have pictures. (SPEC JR3) */
  readonly guestAvatars: boolean;
  /** Whether only streams that the operator made are there. */
  readonly listedOnly: boolean;
  readonly limits: ActionLimits;
  readonly joinThrottle: JoinThrottle;
  readonly clock: Clock;
  readonly presence: Presence;
  readonly audience: Audience;
  readonly moderation: Pick<ModerationStore, "readNews">;
}

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
  ports: JoinRoomPorts,
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
    const mayNotRead = readDenial(ports, connection.identity);
    if (mayNotRead) return refuseToken(connection.identity, mayNotRead);
    const claim = join.user && !ports.guestAvatars ? withoutAvatar(join.user) : join.user;
    const claimed = resolveParticipant(connection.identity, streamId, claim);
    const caller = callerOf(ports, connection, streamId, claimed);
    const tooOften = ports.limits.take("join", caller, ports.clock.nowMs());
    if (tooOften > 0) return refuse("rate-limited", { retryAfterMs: tooOften });
    const me = await underOwnName(ports, connection.identity, streamId, claimed, claim);
    const mayNot = await joinDenial(ports, connection.identity, streamId, me);
    if (mayNot) return refuse(mayNot);
    const retryAfterMs = await ports.joinThrottle.admit(form === "entries");
    if (retryAfterMs > 0) {
      // Or a crowd that is asked to come back would use up what it may have.
      ports.limits.giveBack("join", caller);
      return refuse("server-busy", { retryAfterMs });
    }
    // Whoever gave up in the queue opens no room.
    if (connection.closed) return refuse("not-joined");

    if (await isUnlisted(ports, streamId)) return refuse("unknown-stream");
    let room = await ports.rooms.open(streamId);
    await ports.policies.open(streamId);
    if (!room.feed.answer(after, me.userId))
      // A store that cannot be read leaves what is in memory. (SPEC LOG7)
      await room.feed.prepare(after, me.userId).catch(() => undefined);
    const waiting = await waitingFor(ports, connection, streamId, me);
    // While this waited, the room may have been dropped; nobody is told what happens in such.
    while (ports.rooms.get(streamId) !== room || !ports.policies.get(streamId)) {
      room = await ports.rooms.open(streamId);
      await ports.policies.open(streamId);
    }
    // The connection may have closed meanwhile; a room must not keep what never leaves.
    if (connection.closed) return refuse("not-joined");

    const { feed } = room;
    const log =
      feed.answer(after, me.userId) ??
      feed.answer(undefined, me.userId) ??
      feed.answerFromMemory(me.userId);
    connection.rooms.set(streamId, me);
    connection.rememberPermissions(streamId, effectivePermissions(ports, connection, streamId, me));
    const tellOthers = ports.presence.enter(streamId, room, connection.id, me);
    ports.audience.enter(connection.id, streamId, form, log.position.seq, me.userId);
    answer({
      me: effectiveParticipant(ports, connection, streamId, me),
      room: {
        viewers: ports.presence.viewers(streamId),
        ...room.feed.roomState.state,
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
  { listedOnly, policies, rooms }: JoinRoomPorts,
  streamId: string,
): Promise<boolean> {
  if (!listedOnly || (await policies.open(streamId)).listed) return false;
  // It may be made yet: the next who comes asks again.
  if (!rooms.get(streamId)) policies.forget(streamId);
  return true;
}

/** How much waits for review, if it is staff who joins and the store can say. (SPEC MO11) */
async function waitingFor(
  ports: JoinRoomPorts,
  connection: Connection,
  streamId: string,
  me: Me,
): Promise<number | undefined> {
  if (!isStaffRole(effectiveParticipant(ports, connection, streamId, me).role)) return undefined;
  try {
    return (await ports.moderation.readNews(streamId)).waiting;
  } catch {
    return undefined;
  }
}
