import {
  accept,
  channelOf,
  refuse,
  type ActionScope,
  type AppointedPerson,
  type AuditRecord,
  type Channel,
  type PersonCard,
  type Result,
  type ReviewQueue,
  type Sanction,
  type ScopedRead,
} from "#protocol";
import { channelKey } from "../ports/channel-key.ts";
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
  staffList,
  type Asker,
  type StaffPagesPorts,
} from "./staff-pages.ts";

/** A page of a stream's, or of its channel's. */
export type ScopedPage = StaffRead & { scope?: ActionScope };

export interface StaffRequestPorts extends PermissionPorts, StaffPagesPorts, FindTargetPorts {}

/** Reads a stream's audit log. (SPEC MO5) */
export async function loadAudit(
  ports: StaffRequestPorts,
  connection: Connection,
  { scope, ...read }: ScopedPage,
): Promise<Result<{ records: AuditRecord[]; more: boolean }>> {
  const staff = await staffOf(ports, connection, read.streamId, scope);
  return staff.ok ? auditPage(ports, staff.value, { ...read, streamId: staff.value.key }) : staff;
}

/** Lists the people with a sanction. (SPEC MO5) */
export async function loadSanctions(
  ports: StaffRequestPorts,
  connection: Connection,
  { scope, ...read }: ScopedPage,
): Promise<Result<{ sanctions: Sanction[]; more: boolean }>> {
  const staff = await staffOf(ports, connection, read.streamId, scope);
  return staff.ok
    ? sanctionsPage(ports, staff.value, { ...read, streamId: staff.value.key })
    : staff;
}

/** Reads what staff know of a person. (SPEC MO10) */
export async function loadPerson(
  ports: StaffRequestPorts,
  connection: Connection,
  { streamId, userId }: { streamId: string; userId: string },
): Promise<Result<{ card: PersonCard }>> {
  const staff = await staffOf(ports, connection, streamId);
  if (!staff.ok) return staff;
  return personCard(ports, staff.value, streamId, userId, staff.value.isChannelStaff);
}

/** Lists whom owners made moderators. (SPEC CH7) */
export async function loadStaff(
  ports: StaffRequestPorts,
  connection: Connection,
  { streamId, scope }: ScopedRead,
): Promise<Result<{ staff: AppointedPerson[] }>> {
  const staff = await staffOf(ports, connection, streamId, scope);
  return staff.ok ? staffList(ports, staff.value, staff.value.key) : staff;
}

/** Reads what a stream's channel is called, and with which mode its new streams begin. (SPEC CH7) */
export async function loadChannel(
  ports: StaffRequestPorts,
  connection: Connection,
  { streamId }: { streamId: string },
): Promise<Result<{ channel: Channel }>> {
  const staff = await staffOf(ports, connection, streamId, "channel");
  if (!staff.ok) return staff;
  const { caller, isGone } = staff.value;
  const channelId = channelOf(streamId);
  const read = await ports.reads.read(
    "staff-read",
    caller,
    () => ports.moderation.readChannel(channelId),
    isGone,
  );
  return read.ok ? accept({ channel: read.value }) : read;
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

/** Staff who ask for something, and of what. */
interface StaffAsker extends Asker {
  /** The stream, or its channel's key. */
  key: string;
  isChannelStaff: boolean;
}

/** Who asks, if they are staff of the stream, or of its channel where that is asked for. (SPEC CH2) */
export async function staffOf(
  ports: PermissionPorts,
  connection: Connection,
  streamId: string,
  scope?: ActionScope,
): Promise<Result<StaffAsker>> {
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  if (!me) return refuse("not-joined");
  const staff = asStaff(ports, connection, streamId, me, scope);
  if (!staff.ok) return staff;
  return accept({
    caller: callerOf(ports, connection, streamId, me),
    isGone: () => connection.closed,
    key: scope === "channel" ? channelKey(channelOf(streamId)) : streamId,
    isChannelStaff: staff.value.channel !== undefined,
  });
}
