import type { ChatError, Joined, JoinRoom } from "#protocol";
import type { ChatSnapshot } from "../chat.ts";
import { isOutdated, type LogState } from "../log/log-state.ts";

/** Requests new entries, or everything if our rows are no longer valid. (SPEC LOG4, EN9) */
export function joinRequest(
  streamId: string,
  nickname: string | undefined,
  log: LogState | undefined,
): JoinRoom {
  return {
    streamId,
    wants: ["entries"],
    ...(nickname !== undefined && { user: { nickname } }),
    ...(log && !isOutdated(log) && { after: log.position }),
  };
}

/** A random delay of one ms per viewer: all viewers would otherwise read at the same moment. */
export function turnMs(random: number, viewers = 1): number {
  return random * viewers;
}

/** Whether the refusal is about the nickname, so that another one, or none, may be accepted. */
export function isOfNickname({ code }: ChatError): boolean {
  return code === "invalid-nickname" || code === "name-taken";
}

/** The part of a join's answer that only staff get. (SPEC MO11) */
export function newsOf({ room: { waiting } }: Joined): ChatSnapshot["news"] {
  return waiting === undefined ? undefined : { waiting };
}
