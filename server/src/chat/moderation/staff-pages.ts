import {
  accept,
  type AppointedPerson,
  type AuditRecord,
  type PersonCard,
  type Result,
  type Sanction,
} from "#protocol";
import type { ReadGate } from "../limits/read-gate.ts";
import type { ModerationStore, SearchStep, StaffRead } from "../ports/moderation-store.ts";
import type { Caller } from "../limits/action-limits.ts";
import { findTarget, type FindTargetPorts } from "./find-target.ts";

/* Staff reads, for callers who are already authorised. */

/** Who requested a read, and whether they still wait for it. */
export interface Asker {
  caller: Caller;
  isGone: () => boolean;
}

export interface StaffPagesPorts {
  readonly moderation: ModerationStore;
  readonly reads: ReadGate;
}

const PAGE = 100;
/** Number of rows that one step of a search scans: a millisecond or two of database time. */
const SEARCHED_ROWS = 500;

/** A page of a stream's audit log. (SPEC MO5) */
export async function auditPage(
  { moderation, reads }: StaffPagesPorts,
  asker: Asker,
  read: StaffRead,
): Promise<Result<{ records: AuditRecord[]; more: boolean }>> {
  const page = await readPage(reads, asker, read, {
    read: (one) => moderation.readAudit(one),
    search: (one) => moderation.searchAudit(one),
  });
  return page.ok ? accept({ records: page.value.items, more: page.value.more }) : page;
}

/** Yields every line of a stream's audit log, newest first, reading pages on demand. */
export async function* wholeAudit(
  { moderation, reads }: StaffPagesPorts,
  asker: Asker,
  read: Pick<StaffRead, "streamId" | "search">,
): AsyncGenerator<Result<AuditRecord[]>> {
  for (let before: string | undefined; ;) {
    const one: StaffRead = { ...read, limit: PAGE, ...(before !== undefined && { before }) };
    const page = await turn(reads, asker, one, "again", () =>
      pageOf(one, asker, {
        read: (each) => moderation.readAudit(each),
        search: (each) => moderation.searchAudit(each),
      }),
    );
    yield page.ok ? accept(page.value.items) : page;
    if (!page.ok || !page.value.more) return;
    before = page.value.items.at(-1)?.id;
  }
}

/** A page of the sanctions in force. (SPEC MO5) */
export async function sanctionsPage(
  { moderation, reads }: StaffPagesPorts,
  asker: Asker,
  read: StaffRead,
): Promise<Result<{ sanctions: Sanction[]; more: boolean }>> {
  const page = await readPage(reads, asker, read, {
    read: (one) => moderation.readSanctions(one),
    search: (one) => moderation.searchSanctions(one),
  });
  return page.ok ? accept({ sanctions: page.value.items, more: page.value.more }) : page;
}

/** Whom owners made moderators of a stream, or of a channel by its key. (SPEC CH7) */
export async function staffList(
  { moderation, reads }: StaffPagesPorts,
  { caller, isGone }: Asker,
  key: string,
): Promise<Result<{ staff: AppointedPerson[] }>> {
  const read = await reads.read("staff-read", caller, () => moderation.readStaff(key), isGone);
  return read.ok ? accept({ staff: read.value }) : read;
}

/** What is known of a person in a stream. (SPEC MO10) */
export async function personCard(
  ports: StaffPagesPorts & FindTargetPorts,
  { caller, isGone }: Asker,
  streamId: string,
  userId: string,
  withChannel: boolean,
): Promise<Result<{ card: PersonCard }>> {
  const read = await ports.reads.read(
    "staff-read",
    caller,
    () => ports.moderation.readCard(streamId, userId, withChannel),
    isGone,
  );
  if (!read.ok) return read;
  const { userId: _, nickname, avatarUrl, role, ...card } = read.value;
  const here = findTarget(ports, streamId, userId);
  const name = here?.nickname ?? nickname ?? "";
  const avatar = here?.avatarUrl ?? avatarUrl;
  const known = here?.role ?? role ?? "guest";
  return accept({
    card: {
      person: { userId, nickname: name, ...(avatar && { avatarUrl: avatar }) },
      role: ports.policies.get(streamId)?.roleOf({ userId, role: known }) ?? known,
      ...card,
    },
  });
}

interface Pages<T> {
  read: (read: StaffRead) => Promise<T[]>;
  search: (read: Parameters<ModerationStore["searchAudit"]>[0]) => Promise<SearchStep<T>>;
}

interface Page<T> {
  items: T[];
  more: boolean;
}

function readPage<T>(
  reads: ReadGate,
  asker: Asker,
  read: StaffRead,
  pages: Pages<T>,
): Promise<Result<Page<T>>> {
  return turn(reads, asker, read, "read", () => pageOf(read, asker, pages));
}

/** Reads when it is the asker's turn; searches of one asker run one after another. (SPEC MO16) */
function turn<T>(
  reads: ReadGate,
  { caller, isGone }: Asker,
  { search }: Pick<StaffRead, "search">,
  how: "read" | "again",
  task: () => Promise<T>,
): Promise<Result<T>> {
  return reads[how](search ? "search" : "staff-read", caller, task, isGone);
}

async function pageOf<T>(
  read: StaffRead,
  asker: Asker,
  { read: load, search }: Pages<T>,
): Promise<Page<T>> {
  // Reads one more than requested, to know whether there are more.
  const limit = read.limit + 1;
  const items = read.search
    ? await searchInSteps({ ...read, limit, search: read.search }, asker, search)
    : await load({ ...read, limit });
  return { items: items.slice(0, read.limit), more: items.length > read.limit };
}

/**
 * Scans a few rows at a time, so that other reads run in between; stops if nobody waits any more.
 */
async function searchInSteps<T>(
  read: StaffRead & { search: string },
  { isGone }: Asker,
  search: Pages<T>["search"],
): Promise<T[]> {
  const found: T[] = [];
  let from: number | undefined;
  do {
    const limit = read.limit - found.length;
    const step = await search({
      ...read,
      limit,
      rows: SEARCHED_ROWS,
      ...(from !== undefined && { from }),
    });
    found.push(...step.items);
    from = step.next;
  } while (from !== undefined && found.length < read.limit && !isGone());
  return found;
}
