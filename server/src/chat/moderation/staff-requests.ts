import {
  accept,
  refuse,
  type AuditRecord,
  type PersonCard,
  type Result,
  type ReviewQueue,
  type Sanction,
} from "#protocol";
import type { Chat } from "../chat.ts";
import type { Connection } from "../participants/connection.ts";
import { callerOf } from "./caller-of.ts";
import { asStaff } from "./moderate.ts";
import type { StaffRead } from "../ports/moderation-store.ts";
import { auditPage, personCard, sanctionsPage, type Asker } from "./staff-pages.ts";

/** Reads a stream's audit log. (SPEC MO5) */
export async function loadAudit(
  chat: Chat,
  connection: Connection,
  read: StaffRead,
): Promise<Result<{ records: AuditRecord[]; more: boolean }>> {
  const staff = await staffOf(chat, connection, read.streamId);
  return staff.ok ? auditPage(chat, staff.value, read) : staff;
}

/** Lists whom something keeps from writing. (SPEC MO5) */
export async function loadSanctions(
  chat: Chat,
  connection: Connection,
  read: StaffRead,
): Promise<Result<{ sanctions: Sanction[]; more: boolean }>> {
  const staff = await staffOf(chat, connection, read.streamId);
  return staff.ok ? sanctionsPage(chat, staff.value, read) : staff;
}

/** Reads what staff know of a person. (SPEC MO10) */
export async function loadPerson(
  chat: Chat,
  connection: Connection,
  { streamId, userId }: { streamId: string; userId: string },
): Promise<Result<{ card: PersonCard }>> {
  const staff = await staffOf(chat, connection, streamId);
  return staff.ok ? personCard(chat, staff.value, streamId, userId) : staff;
}

/** Reads what waits for staff. (SPEC HE3) */
export async function loadQueue(
  chat: Chat,
  connection: Connection,
  { streamId }: { streamId: string },
): Promise<Result<ReviewQueue>> {
  const staff = await staffOf(chat, connection, streamId);
  if (!staff.ok) return staff;
  const { caller, isGone } = staff.value;
  return chat.reads.read(
    "staff-read",
    caller,
    () => chat.moderation.readReviewQueue(streamId),
    isGone,
  );
}

/** Who asks, if they are staff of the stream. */
export async function staffOf(
  chat: Chat,
  connection: Connection,
  streamId: string,
): Promise<Result<Asker>> {
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  if (!me) return refuse("not-joined");
  const staff = asStaff(chat, connection, streamId, me);
  if (!staff.ok) return staff;
  return accept({
    caller: callerOf(chat, connection, streamId, me),
    isGone: () => connection.closed,
  });
}
