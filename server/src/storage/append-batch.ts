import type { Transaction } from "kysely";
import type { Append, AppendMessage, AppendRemoval, AppendResult } from "../chat/ports.ts";
import { newId } from "./new-id.ts";
import { fromAppend, toEntry, type EntryRow } from "./rows.ts";
import type { Schema } from "./schema.ts";
import type { SqlDialect } from "./sql-dialect.ts";

/** Rows in one statement: SQLite and Postgres both bound its parameters. */
const ROWS_PER_INSERT = 500;

/**
 * Appends what belongs to one stream, inside a transaction. (SPEC LOG3–LOG5)
 *
 * The stream's row is locked first, so that numbers are given out and become
 * visible in the same order, whoever else writes.
 */
export async function appendToStream(
  trx: Transaction<Schema>,
  dialect: SqlDialect,
  streamId: string,
  batch: readonly Append[],
): Promise<AppendResult[]> {
  const stream = await lockStream(trx, dialect, streamId);
  const at = Math.max(stream.last_at, stream.now);
  const known = await findKnown(trx, streamId, batch);
  const fresh: EntryRow[] = [];

  const results = batch.map((append): AppendResult => {
    const place = { seq: stream.last_seq + fresh.length + 1, id: newId(), at };
    const verdict = append.kind === "message" ? known.repeat(append) : known.removal(append);
    if (verdict) return verdict;
    const row =
      append.kind === "message"
        ? fromAppend(append, place)
        : removalRow(append, place, known.bury(append));
    known.remember(row);
    fresh.push(row);
    return { outcome: "appended", epoch: stream.epoch, entry: toEntry(row) };
  });

  await store(trx, streamId, fresh, known.buried);
  if (fresh.length > 0)
    await trx
      .updateTable("streams")
      .set({ last_seq: stream.last_seq + fresh.length, last_at: at })
      .where("id", "=", streamId)
      .execute();
  return results;
}

async function lockStream(trx: Transaction<Schema>, dialect: SqlDialect, streamId: string) {
  return trx
    .insertInto("streams")
    .values({ id: streamId, epoch: newId() })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({ last_seq: (eb) => eb.ref("streams.last_seq") }),
    )
    .returning(["epoch", "last_seq", "last_at", dialect.nowMs.as("now")])
    .executeTakeFirstOrThrow();
}

/** The stored rows that a batch refers to, by clientId or as what it removes. */
async function findKnown(
  trx: Transaction<Schema>,
  streamId: string,
  batch: readonly Append[],
): Promise<KnownRows> {
  const clientIds = batch.flatMap((append) =>
    append.kind === "message" && append.clientId ? [append.clientId] : [],
  );
  const targets = batch.flatMap((append) => (append.kind === "removal" ? [append.messageId] : []));
  const rows = trx.selectFrom("entries").selectAll().where("stream_id", "=", streamId);
  const known = new KnownRows();
  if (clientIds.length > 0)
    for (const row of await rows.where("client_id", "in", clientIds).execute()) known.remember(row);
  if (targets.length > 0)
    for (const row of await rows.where("id", "in", targets).execute()) known.remember(row);
  return known;
}

class KnownRows {
  readonly buried: EntryRow[] = [];
  readonly #byClientId = new Map<string, EntryRow>();
  readonly #byId = new Map<string, EntryRow>();

  remember(row: EntryRow): void {
    this.#byId.set(row.id, row);
    if (row.client_id) this.#byClientId.set(`${row.user_id} ${row.client_id}`, row);
  }

  /** The first result of a message that was sent before. (SPEC LOG3) */
  repeat(append: AppendMessage): AppendResult | undefined {
    const first = this.#byClientId.get(`${append.author.userId} ${append.clientId}`);
    if (!append.clientId || !first) return undefined;
    if (first.kind === "message" && first.body !== append.message)
      return { outcome: "refused", code: "conflict" };
    // If it was removed since, its text is the one that the sender has just repeated.
    const row = first.kind === "message" ? first : fromAppend(append, first);
    return { outcome: "repeated", entry: toEntry(row) };
  }

  /** Why a removal removes nothing, if so. (SPEC RM1) */
  removal({ messageId, onlyOf }: AppendRemoval): AppendResult | undefined {
    const target = this.#byId.get(messageId);
    if (!target || target.kind === "removal") return { outcome: "refused", code: "not-found" };
    if (onlyOf !== undefined && target.user_id !== onlyOf)
      return { outcome: "refused", code: "forbidden" };
    return target.kind === "tombstone" ? { outcome: "repeated" } : undefined;
  }

  bury({ messageId }: AppendRemoval): EntryRow {
    const target = this.#byId.get(messageId);
    if (!target) throw new Error("a removal was judged without its message");
    const tombstone: EntryRow = { ...target, kind: "tombstone" };
    this.#byId.set(messageId, tombstone);
    this.remember(tombstone);
    this.buried.push(tombstone);
    return tombstone;
  }
}

function removalRow(
  { streamId }: AppendRemoval,
  place: Pick<EntryRow, "seq" | "id" | "at">,
  target: EntryRow,
): EntryRow {
  return {
    stream_id: streamId,
    ...place,
    kind: "removal",
    user_id: null,
    client_id: null,
    nickname: null,
    avatar_url: null,
    role: null,
    body: null,
    target_id: target.id,
    target_seq: target.seq,
  };
}

async function store(
  trx: Transaction<Schema>,
  streamId: string,
  fresh: readonly EntryRow[],
  buried: readonly EntryRow[],
): Promise<void> {
  for (let i = 0; i < fresh.length; i += ROWS_PER_INSERT)
    await trx
      .insertInto("entries")
      .values(fresh.slice(i, i + ROWS_PER_INSERT))
      .execute();
  if (buried.length === 0) return;
  await trx
    .updateTable("entries")
    .set({ kind: "tombstone", nickname: null, avatar_url: null, role: null, body: null })
    .where("stream_id", "=", streamId)
    .where(
      "seq",
      "in",
      buried.map((row) => row.seq),
    )
    .execute();
}
