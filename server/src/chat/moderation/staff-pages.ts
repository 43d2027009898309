import type { AuditRecord, PersonCard, Sanction } from "#protocol";
import type { Chat } from "../chat.ts";
import { targetOf } from "./moderate.ts";
import type { StaffRead } from "./moderation-store.ts";

/* What staff read, for whoever has been found to be allowed to. */

const PAGE = 100;

/** A page of a stream's audit log. (SPEC MO5) */
export async function auditPage(
  { moderation }: Pick<Chat, "moderation">,
  read: StaffRead,
): Promise<{ records: AuditRecord[]; more: boolean }> {
  const { items, more } = await page(read, (one) => moderation.readAudit(one));
  return { records: items, more };
}

/** Every line of a stream's audit log, newest first, page by page, as fast as they are taken. */
export async function* wholeAudit(
  chat: Pick<Chat, "moderation">,
  read: Pick<StaffRead, "streamId" | "search">,
): AsyncGenerator<AuditRecord[]> {
  for (let before: string | undefined; ;) {
    const { records, more } = await auditPage(chat, {
      ...{ ...read, limit: PAGE },
      ...(before !== undefined && { before }),
    });
    yield records;
    before = records.at(-1)?.id;
    if (!more) return;
  }
}

/** A page of what keeps people from writing. (SPEC MO5) */
export async function sanctionsPage(
  { moderation }: Pick<Chat, "moderation">,
  read: StaffRead,
): Promise<{ sanctions: Sanction[]; more: boolean }> {
  const { items, more } = await page(read, (one) => moderation.readSanctions(one));
  return { sanctions: items, more };
}

/** What is known of a person in a stream. (SPEC MO10) */
export async function personCard(
  chat: Chat,
  streamId: string,
  userId: string,
): Promise<PersonCard> {
  const { nickname, avatarUrl, role, ...card } = await chat.moderation.readCard(streamId, userId);
  const here = targetOf(chat, streamId, userId);
  const name = here?.nickname ?? nickname ?? "";
  const avatar = here?.avatarUrl ?? avatarUrl;
  const known = here?.role ?? role ?? "guest";
  return {
    person: { userId, nickname: name, ...(avatar && { avatarUrl: avatar }) },
    role: chat.policies.get(streamId)?.roleOf({ userId, role: known }) ?? known,
    ...card,
  };
}

async function page<T>(
  read: StaffRead,
  load: (read: StaffRead) => Promise<T[]>,
): Promise<{ items: T[]; more: boolean }> {
  // One more than asked for tells whether there are more.
  const items = await load({ ...read, limit: read.limit + 1 });
  return { items: items.slice(0, read.limit), more: items.length > read.limit };
}
