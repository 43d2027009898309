import {
  accept,
  parseAuthenticate,
  parseFetchEntries,
  parseJoinRoom,
  parseLeaveRoom,
  parseLoadHistory,
  parseRemoveMessage,
  parseSendMessage,
  type ClientToServerEvents,
} from "#protocol";
import { authenticate } from "../chat/authenticate.ts";
import { leaveRoom } from "../chat/leave-room.ts";
import { fetchEntries, loadHistory } from "../chat/read-log.ts";
import { removeMessage } from "../chat/remove-message.ts";
import { sendMessage } from "../chat/send-message.ts";
import { onJoinRoom } from "./on-join-room.ts";
import { route, type Route } from "./route.ts";

const ROUTES: Record<keyof ClientToServerEvents, Route> = {
  "join-room": route(parseJoinRoom, onJoinRoom),
  "leave-room": route(parseLeaveRoom, async ({ chat, connection }, { streamId }) =>
    accept(await leaveRoom(chat, connection, streamId)),
  ),
  "send-message": route(parseSendMessage, async ({ chat, connection }, send) => {
    const sent = await sendMessage(chat, connection, send);
    return sent.ok ? accept({ message: sent.value }) : sent;
  }),
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
};

const BY_NAME: ReadonlyMap<unknown, Route> = new Map(Object.entries(ROUTES));

/** The route of an event, whatever a client calls it. */
export function findRoute(event: unknown): Route | undefined {
  return BY_NAME.get(event);
}
