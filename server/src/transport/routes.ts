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
  type Result,
} from "#protocol";
import type { Connection } from "../chat/participants/connection.ts";
import { fetchEntries, loadHistory } from "../chat/messages/load-history.ts";
import { removeMessage } from "../chat/messages/remove-message.ts";
import { sendMessage } from "../chat/messages/send-message.ts";
import { loadFilters, tryFilter } from "../chat/moderation/filters/filter-requests.ts";
import { moderate } from "../chat/moderation/moderate.ts";
import { reportMessage } from "../chat/moderation/report-message.ts";
import {
  loadAudit,
  loadChannel,
  loadPerson,
  loadQueue,
  loadSanctions,
  loadStaff,
} from "../chat/moderation/staff-requests.ts";
import { leaveRoom } from "../chat/rooms/leave-room.ts";
import { renewToken } from "../chat/rooms/renew-token.ts";
import { loadPulse, loadReport } from "../chat/shows/show-requests.ts";
import { onJoinRoom } from "./on-join-room.ts";
import type { RequestContext, RequestPorts } from "./request-context.ts";

/** Handles an event's raw payload; the result is the answer, unless one was given already. */
type Route = (context: RequestContext, raw: unknown) => Promise<Result<object | void>>;

/** Combines an event's parser with its use case. (SPEC ER3) */
function route<T>(
  parse: (raw: unknown) => Result<T>,
  run: (
    ports: RequestPorts,
    connection: Connection,
    payload: T,
    context: RequestContext,
  ) => Promise<Result<object | void>>,
): Route {
  return async (context, raw) => {
    const payload = parse(raw);
    if (!payload.ok) return payload;
    return run(context.ports, context.connection, payload.value, context);
  };
}

const ROUTES: Record<keyof ClientToServerEvents, Route> = {
  "join-room": route(parseJoinRoom, onJoinRoom),
  "leave-room": route(parseLeaveRoom, async (ports, connection, { streamId }) =>
    accept(await leaveRoom(ports, connection, streamId)),
  ),
  "send-message": route(parseSendMessage, sendMessage),
  "load-history": route(parseLoadHistory, loadHistory),
  "fetch-entries": route(parseFetchEntries, fetchEntries),
  authenticate: route(parseAuthenticate, (ports, connection, { token }) =>
    renewToken(ports, connection, token),
  ),
  "remove-message": route(parseRemoveMessage, removeMessage),
  moderate: route(parseModerate, moderate),
  "load-audit": route(parseStaffPage, loadAudit),
  "load-sanctions": route(parseStaffPage, loadSanctions),
  "load-person": route(parseLoadPerson, loadPerson),
  "load-queue": route(parseLoadQueue, loadQueue),
  "load-staff": route(parseScopedRead, loadStaff),
  "load-channel": route(parseLoadQueue, loadChannel),
  "load-filters": route(parseScopedRead, loadFilters),
  "try-filter": route(parseTryFilter, tryFilter),
  "load-pulse": route(parseLoadQueue, loadPulse),
  "load-report": route(parseLoadReport, loadReport),
  "report-message": route(parseReportMessage, reportMessage),
};

const BY_NAME: ReadonlyMap<unknown, Route> = new Map(Object.entries(ROUTES));

/** The route of an event; the name may be anything that a client sends. */
export function findRoute(event: unknown): Route | undefined {
  return BY_NAME.get(event);
}
