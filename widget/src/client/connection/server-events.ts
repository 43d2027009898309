import type {
  ClientToServerEvents,
  JoinRoom,
  PackedEntries,
  Me,
  ServerToClientEvents,
  StaffNews,
} from "#protocol";
import type { RoomPresence } from "../room/room-presence.ts";

/** What a room receives from its connection. */
export interface RoomListener {
  onLinkChange(): void;
  /** The join that it will send once the connection is up. */
  joinRequest(): JoinRoom | undefined;
  onEntries(batch: PackedEntries): void;
  readonly presence: Pick<RoomPresence, "onCount" | "onPerson">;
  onMe(me: Me): void;
  onStaffNews(news: StaffNews): void;
  onRejected(id: string): void;
}

/** An event that has an ack, with its payload and its answer. */
export type AskEvent = keyof ClientToServerEvents;
export type Payload<E extends AskEvent> = Parameters<ClientToServerEvents[E]>[0];
export type AnswerTo<E extends AskEvent> = Parameters<
  NonNullable<Parameters<ClientToServerEvents[E]>[1]>
>[0];

/** Handlers of the server's events. */
export type ServerEventHandlers = {
  [Name in keyof ServerToClientEvents]?: (
    payload: Parameters<ServerToClientEvents[Name]>[0],
  ) => void;
};
