import {
  accept,
  refuse,
  type AuditRecord,
  type Me,
  type PersonCard,
  type Result,
  type ReviewQueue,
  type Sanction,
} from "#protocol";
import type { Chat } from "../chat.ts";
import type { Connection } from "../connection.ts";
import { asStaff, targetOf } from "./moderate.ts";
import type { StaffRead } from "./moderation-store.ts";

/** Reads a stream's audit log. (SPEC MO5) */
export async function loadAudit(
  chat: Chat,
  connection: Connection,
  read: StaffRead,
): Promise<Result<{ records: AuditRecord[]; more: boolean }>> {
  const page = await readPage(chat, connection, read, (one) => chat.moderation.readAudit(one));
  return page.ok ? accept({ records: page.value.items, more: page.value.more }) : page;
}

/** Lists whom something keeps from writing. (SPEC MO5) */
export async function loadSanctions(
  chat: Chat,
  connection: Connection,
  read: StaffRead,
): Promise<Result<{ sanctions: Sanction[]; more: boolean }>> {
  const page = await readPage(chat, connection, read, (one) => chat.moderation.readSanctions(one));
  return page.ok ? accept({ sanctions: page.value.items, more: page.value.more }) : page;
}

/** Reads what staff know of a person. (SPEC MO10) */
export async function loadPerson(
  chat: Chat,
  connection: Connection,
  { streamId, userId }: { streamId: string; userId: string },
): Promise<Result<{ card: PersonCard }>> {
  const staff = await staffOf(chat, connection, streamId);
  if (!staff.ok) return staff;
  const { nickname, avatarUrl, role, ...card } = await chat.moderation.readCard(streamId, userId);
  const here = targetOf(chat, streamId, userId);
  const name = here?.nickname ?? nickname ?? "";
  const avatar = here?.avatarUrl ?? avatarUrl;
  const known = here?.role ?? role ?? "guest";
  return accept({
    card: {
      person: { userId, nickname: name, ...(avatar && { avatarUrl: avatar }) },
      role: chat.policies.get(streamId)?.roleOf({ userId, role: known }) ?? known,
      ...card,
    },
  });
}

/** Reads what waits for staff. (SPEC HE3) */
export async function loadQueue(
  chat: Chat,
  connection: Connection,
  { streamId }: { streamId: string },
): Promise<Result<ReviewQueue>> {
  const staff = await staffOf(chat, connection, streamId);
  return staff.ok ? accept(await chat.moderation.readQueue(streamId)) : staff;
}

async function staffOf(chat: Chat, connection: Connection, streamId: string): Promise<Result<Me>> {
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  return me ? asStaff(chat, connection, streamId, me) : refuse("not-joined");
}

async function readPage<T>(
  chat: Chat,
  connection: Connection,
  read: StaffRead,
  load: (read: StaffRead) => Promise<T[]>,
): Promise<Result<{ items: T[]; more: boolean }>> {
  const staff = await staffOf(chat, connection, read.streamId);
  if (!staff.ok) return staff;
  // One more than asked for tells whether there are more.
  const items = await load({ ...read, limit: read.limit + 1 });
  return accept({ items: items.slice(0, read.limit), more: items.length > read.limit });
}
