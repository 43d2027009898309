import type {
  FetchEntries,
  JoinRoom,
  LoadReport,
  LoadHistory,
  Moderate,
  RemoveMessage,
  ReportReason,
  ScopedRead,
  SendMessage,
  TryFilter,
} from "#protocol";
import { fetchEntries, loadHistory, type LoadHistoryPorts } from "../messages/load-history.ts";
import { removeMessage } from "../messages/remove-message.ts";
import { sendMessage, type SendMessagePorts } from "../messages/send-message.ts";
import {
  loadFilters,
  tryFilter,
  type FilterRequestPorts,
} from "../moderation/filters/filter-requests.ts";
import { moderate, type ModeratePorts } from "../moderation/moderate.ts";
import { reportMessage, type ReportMessagePorts } from "../moderation/report-message.ts";
import {
  loadAudit,
  loadPerson,
  loadQueue,
  loadSanctions,
  loadChannel,
  loadStaff,
  type ScopedPage,
  type StaffRequestPorts,
} from "../moderation/staff-requests.ts";
import type { Connection } from "../participants/connection.ts";
import { renewToken, type RenewTokenPorts } from "../rooms/renew-token.ts";
import { joinRoom, type JoinedRoom, type JoinRoomPorts } from "../rooms/join-room.ts";
import { leaveRoom, type LeaveRoomPorts } from "../rooms/leave-room.ts";
import { loadPulse, loadReport, type ShowRequestPorts } from "../shows/show-requests.ts";
import { openConnection, type OpenConnectionPorts } from "../rooms/open-connection.ts";

/** The requests of a connection: each event of the protocol, with its ports bound. */
export type ConnectionRequests = ReturnType<typeof createConnectionRequests>;

type ConnectionRequestPorts = OpenConnectionPorts &
  RenewTokenPorts &
  JoinRoomPorts &
  LeaveRoomPorts &
  SendMessagePorts &
  LoadHistoryPorts &
  ModeratePorts &
  StaffRequestPorts &
  FilterRequestPorts &
  ShowRequestPorts &
  ReportMessagePorts;

export function createConnectionRequests(ports: ConnectionRequestPorts) {
  return {
    open: (connection: Connection) => openConnection(ports, connection),
    authenticate: (connection: Connection, token: string) => renewToken(ports, connection, token),
    joinRoom: (connection: Connection, join: JoinRoom, answer: (joined: JoinedRoom) => void) =>
      joinRoom(ports, connection, join, answer),
    leaveRoom: (connection: Connection, streamId: string) => leaveRoom(ports, connection, streamId),
    sendMessage: (connection: Connection, send: SendMessage) =>
      sendMessage(ports, connection, send),
    loadHistory: (connection: Connection, page: Required<LoadHistory>) =>
      loadHistory(ports, connection, page),
    fetchEntries: (connection: Connection, page: Required<FetchEntries>) =>
      fetchEntries(ports, connection, page),
    removeMessage: (connection: Connection, removal: RemoveMessage) =>
      removeMessage(ports, connection, removal),
    moderate: (connection: Connection, request: Moderate) => moderate(ports, connection, request),
    loadAudit: (connection: Connection, page: ScopedPage) => loadAudit(ports, connection, page),
    loadSanctions: (connection: Connection, page: ScopedPage) =>
      loadSanctions(ports, connection, page),
    loadPerson: (connection: Connection, person: { streamId: string; userId: string }) =>
      loadPerson(ports, connection, person),
    loadQueue: (connection: Connection, stream: { streamId: string }) =>
      loadQueue(ports, connection, stream),
    loadStaff: (connection: Connection, asked: ScopedRead) => loadStaff(ports, connection, asked),
    loadChannel: (connection: Connection, stream: { streamId: string }) =>
      loadChannel(ports, connection, stream),
    loadFilters: (connection: Connection, asked: ScopedRead) =>
      loadFilters(ports, connection, asked),
    loadPulse: (connection: Connection, stream: { streamId: string }) =>
      loadPulse(ports, connection, stream),
    loadReport: (connection: Connection, asked: LoadReport) => loadReport(ports, connection, asked),
    tryFilter: (connection: Connection, asked: TryFilter) => tryFilter(ports, connection, asked),
    reportMessage: (
      connection: Connection,
      report: { streamId: string; id: string; reason: ReportReason },
    ) => reportMessage(ports, connection, report),
  };
}
