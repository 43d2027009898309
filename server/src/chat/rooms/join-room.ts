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
import { protectPresent, withoutReservedName } from "../moderation/reserved-names.ts";
import {
  effectiveParticipant,
  effectivePermissions,
  type PermissionPorts,
} from "../moderation/effective-participant.ts";

export interface JoinRoomPorts extends JoinDenialPorts, PermissionPorts {
  readonly rooms: Rooms;
  /** Whether guests may have avatars. (SPEC JR3) */
  readonly guestAvatars: boolean;
  /** Whether only streams created by the operator exist. */
  readonly listedOnly: boolean;
  readonly limits: ActionLimits;
  readonly joinThrottle: JoinThrottle;
  readonly clock: Clock;
  readonly presence: Presence;
  readonly audience: Audience;
  readonly moderation: Pick<ModerationStore, "readNews">;
}

/** The result of a join, complete as of the moment at which the connection entered the room. */
export interface JoinedRoom {
  me: Me;
  room: RoomState;
  form: FeedForm;
  log: JoinAnswer;
}

/**
 * Lets a connection into a stream's room. (SPEC JR1–JR9)
 *
 * `answer` is called in the same turn of the event loop in which the connection enters the room. It
 * must send its answer synchronously, so that no entry is missing, duplicated or early between the
 * answer and the live feed.
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
    // Stock clients do not know deltas.
    const after = form === "entries" ? join.after : undefined;
    if (!connection.rooms.has(streamId) && connection.rooms.size >= LIMITS.roomsPerConnection)
      return refuse("too-many-rooms");
    const mayNotRead = readDenial(ports, connection.identity);
    if (mayNotRead) return refuseToken(connection.identity, mayNotRead, ports.storeClock);
    const claim = join.user && !ports.guestAvatars ? withoutAvatar(join.user) : join.user;
    const claimed = resolveParticipant(connection.identity, streamId, claim);
    const caller = callerOf(ports, connection, streamId, claimed);
    const tooOften = ports.limits.take("join", caller, ports.clock.nowMs());
    if (tooOften > 0) return refuse("rate-limited", { retryAfterMs: tooOften });
    const me = await withoutReservedName(ports, connection.identity, streamId, claimed, claim);
    const mayNot = await joinDenial(ports, connection.identity, streamId, me);
    if (mayNot) return refuse(mayNot);
    const retryAfterMs = await ports.joinThrottle.admit(form === "entries");
    if (retryAfterMs > 0) {
      // Otherwise joins that were told to retry would use up the crowd's limit.
      ports.limits.giveBack("join", caller);
      return refuse("server-busy", { retryAfterMs });
    }
    // A connection that closed in the queue opens no room.
    if (connection.closed) return refuse("not-joined");

    if (await isUnlisted(ports, streamId)) return refuse("unknown-stream");
    let room = await ports.rooms.open(streamId);
    await ports.policies.open(streamId);
    if (!room.feed.answer(after, me.userId))
      // If the store cannot be read, the answer comes from memory. (SPEC LOG7)
      await room.feed.prepare(after, me.userId).catch(() => undefined);
    const waiting = await waitingFor(ports, connection, streamId, me);
    // The room may have been dropped during the wait; a dropped room receives no entries.
    while (ports.rooms.get(streamId) !== room || !ports.policies.get(streamId)) {
      room = await ports.rooms.open(streamId);
      await ports.policies.open(streamId);
    }
    // The connection may have closed meanwhile; a room must not keep a closed connection.
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
        ...toBeginWith(ports, streamId, log.position.seq),
        ...room.feed.roomState,
        ...(waiting !== undefined && { waiting }),
      },
      form,
      log,
    });
    tellOthers();
    protectPresent(ports, streamId, me);
    return accept(undefined);
  });
}

/** What holds in a stream that is still empty: what it will begin with. (SPEC CH9) */
function toBeginWith(
  { policies }: Pick<JoinRoomPorts, "policies">,
  streamId: string,
  seq: number,
): Pick<RoomState, "mode"> {
  const mode = seq === 0 ? policies.get(streamId)?.channel.mode : undefined;
  return mode && Object.keys(mode).length > 0 ? { mode } : {};
}

/** Whether there is no such stream, where the operator makes them. */
async function isUnlisted(
  { listedOnly, policies, rooms }: JoinRoomPorts,
  streamId: string,
): Promise<boolean> {
  if (!listedOnly || (await policies.open(streamId)).listed) return false;
  // The stream may be created later: the next join reads the store again.
  if (!rooms.get(streamId)) policies.forget(streamId);
  return true;
}

/** Number of items that wait for review, if staff joins and the store can be read. (SPEC MO11) */
async function waitingFor(
  ports: JoinRoomPorts,
  connection: Connection,
  streamId: string,
  me: Me,
): Promise<number | undefined> {
  if (!isStaffRole(effectiveParticipant(ports, connection, streamId, me).role)) return undefined;
  try {
    return (await ports.moderation.readNews([streamId]))[0]?.waiting;
  } catch {
    return undefined;
  }
}
