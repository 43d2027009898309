import { accept, refuse, type ReportReason, type Result } from "#protocol";
import type { ReadGate } from "../limits/read-gate.ts";
import type { DomainEvents } from "../ports/domain-events.ts";
import type { ModerationStore } from "../ports/moderation-store.ts";
import type { PermissionPorts } from "./effective-participant.ts";
import type { Connection } from "../participants/connection.ts";
import { callerOf } from "./caller-of.ts";
import { sendRefusal } from "./evaluate-send.ts";

export interface ReportMessagePorts extends PermissionPorts {
  readonly reads: ReadGate;
  readonly moderation: Pick<ModerationStore, "report">;
  readonly events: DomainEvents;
}

/**
 * Reports a message to staff. (SPEC HE4)
 *
 * Everyone who may write may report, even while a sanction keeps them from writing.
 */
export async function reportMessage(
  ports: ReportMessagePorts,
  connection: Connection,
  { streamId, id, reason }: { streamId: string; id: string; reason: ReportReason },
): Promise<Result<object>> {
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  if (!me) return refuse("not-joined");
  const mute = sendRefusal(connection.identity, me, ports.storeClock.nowMs());
  if (mute && mute !== "nickname-required") return refuse(mute);
  const { userId } = me;
  const reported = await ports.reads.read(
    "report",
    callerOf(ports, connection, streamId, me),
    () => ports.moderation.report({ streamId, messageId: id, userId, reason }),
    () => connection.closed,
  );
  if (!reported.ok) return reported;
  if (!reported.value) return refuse("not-found");
  ports.events.emit("review-changed", { streamId });
  return accept({});
}
