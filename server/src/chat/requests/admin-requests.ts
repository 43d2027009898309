import {
  accept,
  type FilterRule,
  type FilterSet,
  type LoadReport,
  type Moderate,
  type Pin,
  type Result,
  type RoomMode,
  type SendMessage,
} from "#protocol";
import type { CommitQueue } from "../commit/commit-queue.ts";
import type { ReadResult } from "../limits/read-gate.ts";
import { exportMessages } from "../messages/export-messages.ts";
import { postAsBot, type Bot, type PostAsBotPorts } from "../messages/post-as-bot.ts";
import { purgePerson } from "../messages/purge-person.ts";
import { filtersOf, tryFilters } from "../moderation/filters/filter-requests.ts";
import type { StreamFilters } from "../moderation/filters/stream-filters.ts";
import { moderateAsPrincipal, type Principal } from "../moderation/moderate-as-principal.ts";
import {
  auditPage,
  personCard,
  sanctionsPage,
  staffList,
  wholeAudit,
  type Asker,
  type StaffPagesPorts,
} from "../moderation/staff-pages.ts";
import type { MessageLog } from "../ports/message-log.ts";
import type { StaffRead, StreamsRead } from "../ports/moderation-store.ts";
import {
  archiveStream,
  putStream,
  readStream,
  type ManageStreamsPorts,
} from "../rooms/manage-streams.ts";
import type { Presence } from "../rooms/presence.ts";
import { reportFor, type ShowPorts } from "../shows/show-requests.ts";
import { staffStreams, type StaffStreamsAsked, type StreamsAsker } from "../shows/staff-streams.ts";
import { endSessionsOf, listSessions, type SessionAdminPorts } from "../rooms/session-admin.ts";

/** The requests of the operator and of owners over HTTP, with their ports bound. (SPEC AD1) */
export type AdminRequests = ReturnType<typeof createAdminRequests>;

interface AdminRequestPorts
  extends
    Omit<ManageStreamsPorts, "moderation">,
    SessionAdminPorts,
    PostAsBotPorts,
    StaffPagesPorts,
    ShowPorts {
  readonly filters: StreamFilters;
  readonly policies: PostAsBotPorts["policies"];
  readonly events: SessionAdminPorts["events"];
  readonly connections: SessionAdminPorts["connections"];
  readonly log: MessageLog;
  readonly commits: CommitQueue;
  readonly presence: Presence;
}

/** The current state of a stream. */
export interface StreamState {
  mode: RoomMode;
  pinned: Pin | null;
  viewers: number;
  seq: number;
}

export function createAdminRequests(ports: AdminRequestPorts) {
  const { reads, moderation, log } = ports;
  const readForStaff = <T>(
    { caller, isGone }: Asker,
    task: () => Promise<T>,
  ): Promise<ReadResult<T>> => reads.read("staff-read", caller, task, isGone);
  return {
    moderate: (principal: Principal, action: Moderate) =>
      moderateAsPrincipal(ports, principal, action),
    postAsBot: (principal: Principal, bot: Bot, send: SendMessage) =>
      postAsBot(ports, principal, bot, send),
    auditPage: (asker: Asker, read: StaffRead) => auditPage(ports, asker, read),
    wholeAudit: (asker: Asker, read: Pick<StaffRead, "streamId" | "search">) =>
      wholeAudit(ports, asker, read),
    sanctionsPage: (asker: Asker, read: StaffRead) => sanctionsPage(ports, asker, read),
    personCard: (asker: Asker, streamId: string, userId: string, withChannel: boolean) =>
      personCard(ports, asker, streamId, userId, withChannel),
    staffList: (asker: Asker, key: string) => staffList(ports, asker, key),
    channel: (channelId: string) => moderation.readChannel(channelId),
    reviewQueue: (asker: Asker, streamId: string) =>
      readForStaff(asker, () => moderation.readReviewQueue(streamId)),
    exportMessages: (asker: Asker, streamId: string) => exportMessages(ports, asker, streamId),
    streamState: async (asker: Asker, streamId: string): Promise<Result<StreamState>> => {
      const tail = await readForStaff(asker, () => log.readTail(streamId, 1));
      if (!tail.ok) return tail;
      const { mode = {}, pinned = null, entries } = tail.value;
      const viewers = ports.presence.viewers(streamId);
      return accept({ mode, pinned, viewers, seq: entries.at(-1)?.seq ?? 0 });
    },
    streams: (asker: Asker, read: StreamsRead) =>
      readForStaff(asker, () => moderation.readStreams(read)),
    report: (asker: Asker, asked: LoadReport) => reportFor(ports, asker, asked),
    staffStreams: (asker: Asker, who: StreamsAsker, asked: StaffStreamsAsked) =>
      readForStaff(asker, () => staffStreams(ports, who, asked)),
    readStream: (streamId: string) => readStream(ports, streamId),
    putStream: (principal: Principal, streamId: string, ended: boolean | undefined) =>
      putStream(ports, principal, streamId, ended),
    archiveStream: (principal: Principal, streamId: string) =>
      archiveStream(ports, principal, streamId),
    filters: (asker: Asker, streamId: string): Promise<ReadResult<FilterSet>> =>
      readForStaff(asker, () => filtersOf(ports, streamId)),
    tryFilters: (key: string, rules: FilterRule[] | undefined, text: string) =>
      tryFilters(ports, key, rules, text),
    listSessions: (userId: string) => listSessions(ports, userId),
    endSessions: (userId: string, sessionId?: string) => endSessionsOf(ports, userId, sessionId),
    purgePerson: (userId: string) => purgePerson(ports, userId),
  };
}
