import type { AuditRecord, Sanction, SanctionKind } from "#protocol";
import { sql, type Expression, type SqlBool } from "kysely";
import type { SearchStep, StaffRead, StaffSearch } from "../../../chat/ports/moderation-store.ts";
import { isChannelKey } from "../../../chat/ports/channel-key.ts";
import { seqOfId } from "../log/entry-id.ts";
import type { Database } from "../schema.ts";
import { toRecord } from "./audit-record.ts";
import type { SanctionsTable } from "./moderation-tables.ts";

/** Reads a page of a stream's audit log, newest first. (SPEC MO5) */
export async function readAudit(
  db: Database,
  { streamId, before, limit }: StaffRead,
  nowMs: number,
): Promise<AuditRecord[]> {
  let query = db.selectFrom("actions").selectAll().where("stream_id", "=", streamId);
  if (before !== undefined) query = query.where("number", "<", seqOfId(before));
  const rows = await query.orderBy("number", "desc").limit(limit).execute();
  return rows.map((row) => toRecord(row, nowMs));
}

/** Searches the next `rows` lines of a stream's audit log, newest first. (SPEC MO16) */
export async function searchAudit(
  db: Database,
  { streamId, before, from, limit, search, rows: most }: StaffSearch,
  nowMs: number,
): Promise<SearchStep<AuditRecord>> {
  const top = from ?? (before === undefined ? Number.MAX_SAFE_INTEGER : seqOfId(before));
  const span = db
    .selectFrom("actions")
    .where("stream_id", "=", streamId)
    .where("number", "<", top)
    .orderBy("number", "desc");
  const last = await span
    .select("number")
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst();
  const rows = await span
    .selectAll()
    .where("number", ">=", last?.number ?? 0)
    .where((eb) =>
      eb.or([
        eb("user_id", "=", search),
        eb("by_user_id", "=", search),
        ...["nickname", "by_nickname", "message_text", "reason"].map(contains(search)),
      ]),
    )
    .limit(limit)
    .execute();
  const items = rows.map((row) => toRecord(row, nowMs));
  return { items, ...(last && { next: last.number }) };
}

/** Reads a page of the sanctions in force, newest first. (SPEC MO5) */
export async function readSanctions(
  db: Database,
  { streamId, before, limit }: StaffRead,
  nowMs: number,
): Promise<Sanction[]> {
  let query = activeSanctions(db, streamId, nowMs);
  const last = before === undefined ? undefined : await versionOf(db, streamId, before);
  if (last !== undefined) query = query.where("version", "<", last);
  const rows = await query.orderBy("version", "desc").limit(limit).execute();
  return rows.map(toSanction);
}

/** Searches the next `rows` sanctions in force, newest first. (SPEC MO16) */
export async function searchSanctions(
  db: Database,
  { streamId, before, from, limit, search, rows: most }: StaffSearch,
  nowMs: number,
): Promise<SearchStep<Sanction>> {
  const known = before === undefined ? undefined : await versionOf(db, streamId, before);
  const top = from ?? known ?? Number.MAX_SAFE_INTEGER;
  const last = await db
    .selectFrom("sanctions")
    .select("version")
    .where("stream_id", "=", streamId)
    .where("version", "<", top)
    .orderBy("version", "desc")
    .offset(most - 1)
    .limit(1)
    .executeTakeFirst();
  const rows = await activeSanctions(db, streamId, nowMs)
    .where("version", "<", top)
    .where("version", ">=", last?.version ?? 0)
    .where((eb) =>
      eb.or([eb("user_id", "=", search), ...["nickname", "reason"].map(contains(search))]),
    )
    .orderBy("version", "desc")
    .limit(limit)
    .execute();
  return { items: rows.map(toSanction), ...(last && { next: last.version }) };
}

/** The sanctions of a stream that are in force at a moment. */
export function activeSanctions(db: Database, streamId: string, nowMs: number) {
  return db
    .selectFrom("sanctions")
    .selectAll()
    .where("stream_id", "=", streamId)
    .where("kind", "!=", "none")
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", nowMs)]));
}

/** A stored sanction as staff see it. (SPEC MO4) */
export function toSanction(row: SanctionsTable): Sanction {
  return {
    userId: row.user_id,
    ...(row.nickname !== null && { nickname: row.nickname }),
    kind: row.kind as SanctionKind,
    ...(row.reason !== null && { reason: row.reason }),
    sinceMs: row.since,
    ...(row.until !== null && { untilMs: row.until }),
    ...(row.address_hash !== null && { withAddress: true as const }),
    actionId: row.action_id,
    ...(isChannelKey(row.stream_id) && { scope: "channel" as const }),
  };
}

async function versionOf(
  db: Database,
  streamId: string,
  actionId: string,
): Promise<number | undefined> {
  const row = await db
    .selectFrom("sanctions")
    .select("version")
    .where("stream_id", "=", streamId)
    .where("action_id", "=", actionId)
    .executeTakeFirst();
  return row?.version;
}

/**
 * Matches columns that contain the text, ignoring case; wildcards are escaped. (SPEC MO16)
 *
 * The database changes the case of both sides, because databases change that of different letters.
 */
function contains(search: string): (column: string) => Expression<SqlBool> {
  const pattern = `%${search.replace(/[!%_]/g, "!$&")}%`;
  return (column) => sql<SqlBool>`lower(${sql.ref(column)}) like lower(${pattern}) escape '!'`;
}
