import {
  accept,
  parseAuthenticate,
  parseFetchEntries,
  parseJoinRoom,
  parseLeaveRoom,
  parseModerate,
  parseStaffPage,
  parseLoadHistory,
  parseLoadPerson,
  parseLoadQueue,
  parseRemoveMessage,
  parseReportMessage,
  parseSendMessage,
  parseTryFilter,
  type ClientToServerEvents,
} from "#protocol";
import { authenticate } from "../chat/rooms/authenticate.ts";
import { loadFilters, tryFilter } from "../chat/moderation/filters/filter-requests.ts";
import { leaveRoom } from "../chat/rooms/leave-room.ts";
import { fetchEntries, loadHistory } from "../chat/messages/load-history.ts";
import { moderate } from "../chat/moderation/moderate.ts";
import {
  loadAudit,
  loadPerson,
  loadQueue,
  loadSanctions,
} from "../chat/moderation/staff-requests.ts";
import { reportMessage } from "../chat/moderation/report-message.ts";
import { removeMessage } from "../chat/messages/remove-message.ts";
import { sendMessage } from "../chat/messages/send-message.ts";
import { onJoinRoom } from "./on-join-room.ts";
import { route, type Route } from "./route.ts";

const ROUTES: Record<keyof ClientToServerEvents, Route> = {
  "join-room": route(parseJoinRoom, onJoinRoom),
  "leave-room": route(parseLeaveRoom, async ({ chat, connection }, { streamId }) =>
    accept(await leaveRoom(chat, connection, streamId)),
  ),
  "send-message": route(parseSendMessage, ({ chat, connection }, send) =>
    sendMessage(chat, connection, send),
  ),
  "load-history": route(parseLoadHistory, ({ chat, connection }, page) =>
    loadHistory(chat, connection, page),
  ),
  "fetch-entries": route(parseFetchEntries, ({ chat, connection }, page) =>
    fetchEntries(chat, connection, page),
  ),
  authenticate: route(parseAuthenticate, ({ chat, connection }, { token }) =>
    authenticate(chat, connection, token),
  ),
  "remove-message": route(parseRemoveMessage, ({ chat, connection }, removal) =>
    removeMessage(chat, connection, removal),
  ),
  moderate: route(parseModerate, ({ chat, connection }, request) =>
    moderate(chat, connection, request),
  ),
  "load-audit": route(parseStaffPage, ({ chat, connection }, page) =>
    loadAudit(chat, connection, page),
  ),
  "load-sanctions": route(parseStaffPage, ({ chat, connection }, page) =>
    loadSanctions(chat, connection, page),
  ),
  "load-person": route(parseLoadPerson, ({ chat, connection }, person) =>
    loadPerson(chat, connection, person),
  ),
  "load-queue": route(parseLoadQueue, ({ chat, connection }, stream) =>
    loadQueue(chat, connection, stream),
  ),
  "load-filters": route(parseLoadQueue, ({ chat, connection }, stream) =>
    loadFilters(chat, connection, stream),
  ),
  "try-filter": route(parseTryFilter, ({ chat, connection }, asked) =>
    tryFilter(chat, connection, asked),
  ),
  "report-message": route(parseReportMessage, ({ chat, connection }, report) =>
    reportMessage(chat, connection, report),
  ),
};

const BY_NAME: ReadonlyMap<unknown, Route> = new Map(Object.entries(ROUTES));

/** The route of an event, whatever a client calls it. */
export function findRoute(event: unknown): Route | undefined {
  return BY_NAME.get(event);
}
