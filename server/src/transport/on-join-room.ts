import { accept, type Joined, type JoinRoom, type Result } from "#protocol";
import type { Connection } from "../chat/connection.ts";
import { joinRoom, type JoinedRoom } from "../chat/join-room.ts";
import type { Caller } from "./route.ts";

/** Joins a room and answers in the form that the client takes. (SPEC JR1–JR4) */
export function onJoinRoom(
  { chat, connection, reply, sendHistory }: Caller,
  join: JoinRoom,
): Promise<Result<void>> {
  return joinRoom(chat, connection, join, (joined) => {
    if (joined.form === "stock" && !joined.log.recovered) sendHistory(joined.log.messages);
    reply(accept(toJoined(connection, joined)));
  });
}

function toJoined({ identity }: Connection, { me, room, log }: JoinedRoom): Joined {
  const guestCredential = identity.kind === "guest" ? identity.newCredential : undefined;
  return { me, room, ...log, ...(guestCredential && { guestCredential }) };
}
