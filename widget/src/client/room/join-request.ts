import type { ChatError, Joined, JoinRoom } from "#protocol";
import type { ChatSnapshot } from "../chat.ts";
import { isOutdated, type LogState } from "../log/log-state.ts";

/** Asks for what came since, or for everything where what is here is not the log's any more. (SPEC LOG4, EN9) */
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

/** All viewers have the same to read at the same moment: a millisecond for each of them spreads that. */
export function turnMs(random: number, viewers = 1): number {
  return random * viewers;
}

/** Whether another nickname, or none, would get one in. */
export function isOfNickname({ code }: ChatError): boolean {
  return code === "invalid-nickname" || code === "name-taken";
}

/** What staff are told on joining. (SPEC MO11) */
export function newsOf({ room: { waiting } }: Joined): ChatSnapshot["news"] {
  return waiting === undefined ? undefined : { waiting };
}
