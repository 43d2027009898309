import { accept, type JoinRoom, type Result } from "#protocol";
import type { Connection } from "../chat/participants/connection.ts";
import { joinRoom, type JoinedRoom } from "../chat/rooms/join-room.ts";
import { EncodedJson, encodeOnce, SharedJson } from "./encoded-json.ts";
import type { RequestContext, RequestPorts } from "./request-context.ts";

/** Joins a room and answers in the form that the client uses. (SPEC JR1–JR4) */
export function onJoinRoom(
  ports: RequestPorts,
  connection: Connection,
  join: JoinRoom,
  { reply, sendHistory }: RequestContext,
): Promise<Result<void>> {
  return joinRoom(ports, connection, join, (joined) => {
    const { form, log } = joined;
    if (form === "stock" && !log.recovered) sendHistory(new EncodedJson(encodeOnce(log.messages)));
    reply(accept(encodeJoined(connection, joined)));
  });
}

/** The ack of a join. The log part is the same for a crowd, and is encoded once. */
function encodeJoined({ identity }: Connection, { me, room, log }: JoinedRoom): SharedJson {
  const { position, recovered } = log;
  const guestCredential = identity.kind === "guest" ? identity.newCredential : undefined;
  const own = JSON.stringify({
    ok: true,
    me,
    room,
    position,
    recovered,
    ...(!log.recovered && { more: log.more }),
    ...(guestCredential && { guestCredential }),
  });
  const [name, list] = log.recovered ? ["entries", log.entries] : ["messages", log.messages];
  return new SharedJson(`${own.slice(0, -1)},"${name}":`, list, "}");
}
