import {
  accept,
  parseAuthenticate,
  parseFetchEntries,
  parseJoinRoom,
  parseLeaveRoom,
  parseModerate,
  parseScopedRead,
  parseStaffPage,
  parseLoadHistory,
  parseLoadPerson,
  parseLoadQueue,
  parseLoadReport,
  parseRemoveMessage,
  parseReportMessage,
  parseSendMessage,
  parseTryFilter,
  type ClientToServerEvents,
} from "#protocol";
import { onJoinRoom } from "./on-join-room.ts";
import { route, type Route } from "./route.ts";

const ROUTES: Record<keyof ClientToServerEvents, Route> = {
  "join-room": route(parseJoinRoom, onJoinRoom),
  "leave-room": route(parseLeaveRoom, async ({ requests, connection }, { streamId }) =>
    accept(await requests.leaveRoom(connection, streamId)),
  ),
  "send-message": route(parseSendMessage, ({ requests, connection }, send) =>
    requests.sendMessage(connection, send),
  ),
  "load-history": route(parseLoadHistory, ({ requests, connection }, page) =>
    requests.loadHistory(connection, page),
  ),
  "fetch-entries": route(parseFetchEntries, ({ requests, connection }, page) =>
    requests.fetchEntries(connection, page),
  ),
  authenticate: route(parseAuthenticate, ({ requests, connection }, { token }) =>
    requests.authenticate(connection, token),
  ),
  "remove-message": route(parseRemoveMessage, ({ requests, connection }, removal) =>
    requests.removeMessage(connection, removal),
  ),
  moderate: route(parseModerate, ({ requests, connection }, request) =>
    requests.moderate(connection, request),
  ),
  "load-audit": route(parseStaffPage, ({ requests, connection }, page) =>
    requests.loadAudit(connection, page),
  ),
  "load-sanctions": route(parseStaffPage, ({ requests, connection }, page) =>
    requests.loadSanctions(connection, page),
  ),
  "load-person": route(parseLoadPerson, ({ requests, connection }, person) =>
    requests.loadPerson(connection, person),
  ),
  "load-queue": route(parseLoadQueue, ({ requests, connection }, stream) =>
    requests.loadQueue(connection, stream),
  ),
  "load-staff": route(parseScopedRead, ({ requests, connection }, asked) =>
    requests.loadStaff(connection, asked),
  ),
  "load-channel": route(parseLoadQueue, ({ requests, connection }, stream) =>
    requests.loadChannel(connection, stream),
  ),
  "load-filters": route(parseScopedRead, ({ requests, connection }, asked) =>
    requests.loadFilters(connection, asked),
  ),
  "try-filter": route(parseTryFilter, ({ requests, connection }, asked) =>
    requests.tryFilter(connection, asked),
  ),
  "load-pulse": route(parseLoadQueue, ({ requests, connection }, stream) =>
    requests.loadPulse(connection, stream),
  ),
  "load-report": route(parseLoadReport, ({ requests, connection }, asked) =>
    requests.loadReport(connection, asked),
  ),
  "report-message": route(parseReportMessage, ({ requests, connection }, report) =>
    requests.reportMessage(connection, report),
  ),
};

const BY_NAME: ReadonlyMap<unknown, Route> = new Map(Object.entries(ROUTES));

/** The route of an event; the name may be anything that a client sends. */
export function findRoute(event: unknown): Route | undefined {
  return BY_NAME.get(event);
}
