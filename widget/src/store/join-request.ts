import type { JoinRoom, Position } from "#protocol";

/** What a room is joined with; `after` is where one has been before. (SPEC LOG4) */
export function joinRequest(
  streamId: string,
  nickname: string | undefined,
  after: Position | undefined,
): JoinRoom {
  return {
    streamId,
    wants: ["entries"],
    ...(nickname !== undefined && { user: { nickname } }),
    ...(after && { after }),
  };
}
