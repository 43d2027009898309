import type { Result } from "#protocol";
import type { SendMessagePorts } from "../chat/messages/send-message.ts";
import type { LoadHistoryPorts } from "../chat/messages/load-history.ts";
import type { FilterRequestPorts } from "../chat/moderation/filters/filter-requests.ts";
import type { ModeratePorts } from "../chat/moderation/moderate.ts";
import type { ReportMessagePorts } from "../chat/moderation/report-message.ts";
import type { StaffRequestPorts } from "../chat/moderation/staff-requests.ts";
import type { JoinRoomPorts } from "../chat/rooms/join-room.ts";
import type { LeaveRoomPorts } from "../chat/rooms/leave-room.ts";
import type { OpenConnectionPorts } from "../chat/rooms/open-connection.ts";
import type { RenewTokenPorts } from "../chat/rooms/renew-token.ts";
import type { ShowRequestPorts } from "../chat/shows/show-requests.ts";
import type { Connection } from "../chat/participants/connection.ts";
import type { EncodedJson } from "./encoded-json.ts";

/** What the use cases behind a connection's events need. */
export type RequestPorts = OpenConnectionPorts &
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

/** The connection of a request, and how to answer it. */
export interface RequestContext {
  ports: RequestPorts;
  connection: Connection;
  /**
   * Answers at once; only the first answer counts. An encoded answer includes its `ok`. (SPEC ER2)
   */
  reply: (result: Result<object>) => void;
  /** Sends a stock client its history: an array of messages. (SPEC JR2) */
  sendHistory: (messages: EncodedJson) => void;
}
