import type { AuditRecord, Sanction, SanctionKind } from "#protocol";
import { sql, type Expression, type SqlBool } from "kysely";
import type { StaffRead } from "../../chat/moderation/moderation-store.ts";
import { seqOfId } from "../new-id.ts";
import type { Database } from "../schema.ts";
import { toRecord } from "./audit-rows.ts";
import type { SanctionsTable } from "./schema.ts";

/** Reads a page of a stream's audit log, newest first. (SPEC MO5) */
export async function readAudit(
  db: Database,
  { streamId, before, limit, search }: StaffRead,
  nowMs: number,
): Promise<AuditRecord[]> {
  let query = db.selectFrom("actions").selectAll().where("stream_id", "=", streamId);
  if (before !== undefined) query = query.where("number", "<", seqOfId(before));
  if (search)
    query = query.where((eb) =>
      eb.or([
        eb("user_id", "=", search),
        eb("by_user_id", "=", search),
        ...["nickname", "by_nickname", "message_text", "reason"].map(holding(search)),
      ]),
    );
  const rows = await query.orderBy("number", "desc").limit(limit).execute();
  return rows.map((row) => toRecord(row, nowMs));
}

/** Reads a page of what holds now, newest first. (SPEC MO5) */
export async function readSanctions(
  db: Database,
  { streamId, before, limit, search }: StaffRead,
  nowMs: number,
): Promise<Sanction[]> {
  let query = standing(db, streamId, nowMs);
  const last = before === undefined ? undefined : await versionOf(db, streamId, before);
  if (last !== undefined) query = query.where("version", "<", last);
  if (search)
    query = query.where((eb) =>
      eb.or([eb("user_id", "=", search), ...["nickname", "reason"].map(holding(search))]),
    );
  const rows = await query.orderBy("version", "desc").limit(limit).execute();
  return rows.map(toSanction);
}

/** The sanctions of a stream that hold at a moment. */
export function standing(db: Database, streamId: string, nowMs: number) {
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

/** Columns that hold the words, in any case; what would be a wildcard stands for itself. */
function holding(search: string): (column: string) => Expression<SqlBool> {
  const pattern = `%${search.toLowerCase().replace(/[!%_]/g, "!$&")}%`;
  return (column) => sql<SqlBool>`lower(${sql.ref(column)}) like ${pattern} escape '!'`;
}
