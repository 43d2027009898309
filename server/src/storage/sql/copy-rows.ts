import { sql, type Kysely } from "kysely";
import type { Database, Schema } from "./schema.ts";

const PAGE = 500;

/** Every table but `secrets`, with the key that its rows are ordered by. */
const TABLES: { [Table in keyof Schema]?: readonly (keyof Schema[Table])[] } = {
  streams: ["id"],
  channels: ["id"],
  entries: ["stream_id", "seq"],
  sanctions: ["stream_id", "user_id"],
  stream_staff: ["stream_id", "user_id"],
  actions: ["stream_id", "number"],
  removed_texts: ["stream_id", "seq"],
  purges: ["stream_id", "user_id", "seq"],
  held_messages: ["stream_id", "id"],
  reports: ["stream_id", "message_id", "user_id"],
  people: ["user_id"],
  webhooks: ["id"],
  minute_notes: ["stream_id", "at", "node_id"],
  webhook_lanes: ["webhook_id", "stream_id"],
};

/**
 * Data that the target may have created itself; the source's replaces it, because people know that.
 */
const REPLACED = {
  secrets: ["name"],
  chat_sessions: ["id"],
  invitations: ["id"],
  device_sign_ins: ["id"],
  reserved_names: ["scope", "user_id"],
  retention_mark: ["id"],
} as const;

/** Tables with arbitrary rows: their content is copied unseen. */
type AnyTables = Kysely<Record<string, Record<string, unknown>>>;

/**
 * Copies everything into an empty database, in one transaction.
 *
 * Epochs and numbers stay the same, so clients continue where they were. No server may write to
 * either database meanwhile.
 */
export async function copyRows(
  source: Database,
  target: Database,
): Promise<{ streams: number; entries: number }> {
  const from = source as unknown as AnyTables;
  return target.transaction().execute(async (trx) => {
    if (await trx.selectFrom("streams").select("id").limit(1).executeTakeFirst())
      throw new Error("The database to copy to holds streams already. Give an empty one.");
    const to = trx as unknown as AnyTables;
    const counts: Record<string, number> = {};
    for (const [table, keys] of Object.entries(TABLES))
      counts[table] = await copyTable(from, to, table, keys);
    for (const [table, keys] of Object.entries(REPLACED)) {
      await to.deleteFrom(table).execute();
      await copyTable(from, to, table, keys);
    }
    return { streams: counts["streams"] ?? 0, entries: counts["entries"] ?? 0 };
  });
}

async function copyTable(
  source: AnyTables,
  target: AnyTables,
  table: string,
  keys: readonly string[],
): Promise<number> {
  let count = 0;
  let last: Record<string, unknown> | undefined;
  for (;;) {
    let query = source.selectFrom(table).selectAll().limit(PAGE);
    for (const key of keys) query = query.orderBy(key);
    if (last) query = query.where(behind(keys, last));
    const page = await query.execute();
    if (page.length === 0) return count;
    await target.insertInto(table).values(page).execute();
    count += page.length;
    last = page.at(-1);
  }
}

/** The rows after a given one, in key order. */
function behind(keys: readonly string[], last: Record<string, unknown>) {
  return sql<boolean>`(${sql.join(keys.map((key) => sql.ref(key)))}) > (${sql.join(
    keys.map((key) => sql.val(last[key])),
  )})`;
}
