import { channelOf, type StaffStream } from "#protocol";
import { channelKey } from "../ports/channel-key.ts";
import type { Identity } from "../ports/identity.ts";
import type { MessageLog } from "../ports/message-log.ts";
import type { ShowStore, StoredStream } from "../ports/show-store.ts";
import { resolveParticipant } from "../participants/resolve-participant.ts";
import { tokenRoleInChannel, isStaffRole } from "../participants/roles.ts";
import type { Presence } from "../rooms/presence.ts";

export interface StaffStreamsPorts {
  readonly shows: Pick<ShowStore, "readStaffStreams" | "appointmentsOf" | "channelNames">;
  readonly log: Pick<MessageLog, "readMessages">;
  readonly presence: Pick<Presence, "viewers">;
}

/** The asker: the operator is staff of every stream. */
export type StreamsAsker = Identity | "operator";

export interface StaffStreamsAsked {
  readonly channel?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Number of streams per read, and scanned for one answer. */
const PAGE = 200;
const MOST_LOOKED_AT = 2_000;

/** The streams that a person is staff of, in descending order of their ids. (SPEC ST4) */
export async function staffStreams(
  ports: StaffStreamsPorts,
  asker: StreamsAsker,
  { channel, before, limit }: StaffStreamsAsked,
): Promise<{ streams: StaffStream[]; before?: string }> {
  const found: StoredStream[] = [];
  const appointments = new Set(
    asker === "operator" ? [] : await ports.shows.appointmentsOf(asker.userId),
  );
  let last = before;
  for (let looked = 0; looked < MOST_LOOKED_AT && found.length < limit; looked += PAGE) {
    const page = await ports.shows.readStaffStreams({
      limit: PAGE,
      ...(channel !== undefined && { channel }),
      ...(last !== undefined && { before: last }),
    });
    for (const stream of page) {
      if (found.length === limit) break;
      last = stream.streamId;
      if (looksAfter(asker, stream, appointments)) found.push(stream);
    }
    if (page.length < PAGE && last === page.at(-1)?.streamId) last = undefined;
    if (page.length === 0) last = undefined;
    if (last === undefined) break;
  }
  const ofChannel = found.filter(({ streamId }) => isStaffOfChannel(asker, streamId, appointments));
  const ids = new Set(ofChannel.map(({ streamId }) => channelOf(streamId)));
  const names = new Map(Object.entries(await ports.shows.channelNames([...ids])));
  return {
    streams: await Promise.all(
      found.map((stream) =>
        describe(
          ports,
          stream,
          ofChannel.includes(stream) ? names.get(channelOf(stream.streamId)) : undefined,
        ),
      ),
    ),
    ...(last !== undefined && { before: last }),
  };
}

function looksAfter(
  asker: StreamsAsker,
  { streamId }: StoredStream,
  appointments: ReadonlySet<string>,
): boolean {
  if (asker === "operator") return true;
  // Guests cannot be appointed, even if the table lists one. (SPEC MO1)
  if (asker.kind !== "member") return false;
  const { role } = resolveParticipant(asker, streamId, undefined);
  if (isStaffRole(role)) return true;
  const keys = [streamId, channelKey(channelOf(streamId))];
  return role !== "guest" && keys.some((key) => appointments.has(key));
}

/** Whether somebody is staff of a stream's channel, from that stream. (SPEC CH2) */
function isStaffOfChannel(
  asker: StreamsAsker,
  streamId: string,
  appointments: ReadonlySet<string>,
): boolean {
  if (asker === "operator") return true;
  const { role } = resolveParticipant(asker, streamId, undefined);
  const channelId = channelOf(streamId);
  if (isStaffRole(tokenRoleInChannel(asker, channelId))) return isStaffRole(role);
  return role === "member" && appointments.has(channelKey(channelId));
}

async function describe(
  { log, presence }: StaffStreamsPorts,
  { streamId, ended, lastAtMs }: StoredStream,
  channelName: string | undefined,
): Promise<StaffStream> {
  const [last] = await log.readMessages(streamId, Number.MAX_SAFE_INTEGER, 1);
  return {
    streamId,
    ...(channelName !== undefined && { channelName }),
    ended,
    lastAtMs,
    viewers: presence.viewers(streamId),
    ...(last && {
      lastMessage: {
        nickname: last.nickname,
        message: last.message,
        timestamp: last.timestamp,
      },
    }),
  };
}
