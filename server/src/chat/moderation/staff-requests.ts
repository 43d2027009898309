import {
  accept,
  refuse,
  type AuditRecord,
  type PersonCard,
  type Result,
  type ReviewQueue,
  type Sanction,
} from "#protocol";
import { type PermissionPorts } from "./effective-participant.ts";
import type { FindTargetPorts } from "./find-target.ts";
import type { Connection } from "../participants/connection.ts";
import { callerOf } from "./caller-of.ts";
import { asStaff } from "./moderate.ts";
import type { StaffRead } from "../ports/moderation-store.ts";
import {
  auditPage,
  personCard,
  sanctionsPage,
  type Asker,
  type StaffPagesPorts,
} from "./staff-pages.ts";

export interface StaffRequestPorts extends PermissionPorts, StaffPagesPorts, FindTargetPorts {}

/** Reads a stream's audit log. (SPEC MO5) */
export async function loadAudit(
  ports: StaffRequestPorts,
  connection: Connection,
  read: StaffRead,
): Promise<Result<{ records: AuditRecord[]; more: boolean }>> {
  const staff = await staffOf(ports, connection, read.streamId);
  return staff.ok ? auditPage(ports, staff.value, read) : staff;
}

/** Lists the people with a sanction. (SPEC MO5) */
export async function loadSanctions(
  ports: StaffRequestPorts,
  connection: Connection,
  read: StaffRead,
): Promise<Result<{ sanctions: Sanction[]; more: boolean }>> {
  const staff = await staffOf(ports, connection, read.streamId);
  return staff.ok ? sanctionsPage(ports, staff.value, read) : staff;
}

/** Reads what staff know of a person. (SPEC MO10) */
export async function loadPerson(
  ports: StaffRequestPorts,
  connection: Connection,
  { streamId, userId }: { streamId: string; userId: string },
): Promise<Result<{ card: PersonCard }>> {
  const staff = await staffOf(ports, connection, streamId);
  return staff.ok ? personCard(ports, staff.value, streamId, userId) : staff;
}

/** Reads the messages that wait for review. (SPEC HE3) */
export async function loadQueue(
  ports: StaffRequestPorts,
  connection: Connection,
  { streamId }: { streamId: string },
): Promise<Result<ReviewQueue>> {
  const staff = await staffOf(ports, connection, streamId);
  if (!staff.ok) return staff;
  const { caller, isGone } = staff.value;
  return ports.reads.read(
    "staff-read",
    caller,
    () => ports.moderation.readReviewQueue(streamId),
    isGone,
  );
}

/** The asker, if they are staff of the stream. */
export async function staffOf(
  ports: PermissionPorts,
  connection: Connection,
  streamId: string,
): Promise<Result<Asker>> {
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  if (!me) return refuse("not-joined");
  const staff = asStaff(ports, connection, streamId, me);
  if (!staff.ok) return staff;
  return accept({
    caller: callerOf(ports, connection, streamId, me),
    isGone: () => connection.closed,
  });
}
