import { channelOf, type Pin, type RoomMode } from "#protocol";
import { sql, type Selectable, type Transaction } from "kysely";
import { newEntryId, newEpoch } from "./entry-id.ts";
import type { AppendResult } from "../../../chat/ports/append.ts";
import { fromJson, pinRow, type EntryRow, type EntrySlot } from "./entry-rows.ts";
import type { LockedChannel } from "./locked-channel.ts";
import type { LockedScope } from "./locked-scope.ts";
import { encodeRows, givenNumber, givenRows, givenText } from "../given-rows.ts";
import { PreparedQuery } from "../prepared-query.ts";
import type { Schema, StreamsTable } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";

type Row = Selectable<StreamsTable> & { now: number; channel_version: number | null };

const COLUMNS = [
  "id",
  "epoch",
  "first_seq",
  "last_seq",
  "last_at",
  "policy_version",
  "actions",
  "mode",
  "before_shield",
  "pinned",
  "filters",
  "listed",
  "cleared_seq",
  "cleared_at",
  "buried_seq",
  "purged_seq",
] as const;

/** The columns of a locked row, with the store's time and the version of the channel's policy. */
function lockedColumns({ nowMs, schema }: SqlDialect, channelId: string) {
  const channels = schema === undefined ? sql.id("channels") : sql.id(schema, "channels");
  const version = sql<
    number | null
  >`(select policy_version from ${channels} where id = ${channelId})`;
  return [...COLUMNS, nowMs.as("now"), version.as("channel_version")] as const;
}

const CREATE_AND_LOCK = new PreparedQuery<
  { id: string; epoch: string; channelId: string },
  Row,
  SqlDialect
>((db, value, dialect) =>
  db
    .insertInto("streams")
    .values({ id: value("id"), epoch: value("epoch") })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({ last_seq: (eb) => eb.ref("streams.last_seq") }),
    )
    .returning(lockedColumns(dialect, value("channelId"))),
);

const LOCK = new PreparedQuery<{ id: string; channelId: string }, Row, SqlDialect>(
  (db, value, dialect) =>
    db
      .updateTable("streams")
      .set({ last_seq: (eb) => eb.ref("last_seq") })
      .where("id", "=", value("id"))
      .returning(lockedColumns(dialect, value("channelId"))),
);

/** Locks streams in the given order, and creates those that are missing. */
const CREATE_AND_LOCK_ALL = new PreparedQuery<
  { streams: string },
  Omit<Row, "channel_version">,
  SqlDialect
>((db, value, dialect) =>
  db
    .insertInto("streams")
    .columns(["id", "epoch"])
    .expression(
      db
        .selectFrom(givenRows(dialect, value("streams")))
        .select([givenText(0).as("id"), givenText(1).as("epoch")])
        // Without it, SQLite takes what follows for the condition of a join.
        .where(sql<boolean>`true`),
    )
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({ last_seq: (eb) => eb.ref("streams.last_seq") }),
    )
    .returning([...COLUMNS, dialect.nowMs.as("now")]),
);

/** The versions of the policies of some channels; those without a policy are left out. */
const READ_CHANNEL_VERSIONS = new PreparedQuery<
  { channelIds: string },
  { id: string; policy_version: number },
  SqlDialect
>((db, value, dialect) =>
  db
    .selectFrom("channels")
    .select(["id", "policy_version"])
    .where("id", "in", (eb) =>
      eb.selectFrom(givenRows(dialect, value("channelIds"))).select(givenText(0).as("id")),
    ),
);

/** All that messages change of a stream. */
const SAVE_POSITION = new PreparedQuery<{ id: string; lastSeq: number; lastAt: number }>(
  (db, value) =>
    db
      .updateTable("streams")
      .set({ last_seq: value("lastSeq"), last_at: value("lastAt") })
      .where("id", "=", value("id")),
);

/** The same for several streams. */
const SAVE_POSITIONS = new PreparedQuery<{ positions: string }, unknown, SqlDialect>(
  (db, value, dialect) =>
    db
      .updateTable("streams")
      .from(givenRows(dialect, value("positions")))
      .set({ last_seq: givenNumber(1), last_at: givenNumber(2) })
      .where("streams.id", "=", givenText(0)),
);

/** What a request was judged by. */
interface JudgedBy {
  policyVersion: number;
  channelVersion?: number;
}

/**
 * A stream whose row is locked by a transaction, so that numbers are assigned and become visible in
 * the same order, whoever else writes. `save` writes the changes.
 */
export class LockedStream implements LockedScope {
  readonly id: string;
  readonly epoch: string;
  readonly firstSeq: number;
  /** The store's clock. */
  readonly nowMs: number;
  lastSeq: number;
  policyVersion: number;
  actions: number;
  mode: RoomMode;
  /** The mode before the shield was raised; undefined while it is down. */
  beforeShield: RoomMode | undefined;
  pinned: Pin | undefined;
  /** JSON of the filters' rules. */
  filters: string | null;
  clearedSeq: number;
  clearedAt: number;
  purgedSeq: number;
  /** Its channel, where the transaction has locked that, too. */
  readonly channel: LockedChannel | undefined;
  readonly #before: Row;

  private constructor(row: Row, channel: LockedChannel | undefined) {
    this.channel = channel;
    this.#before = row;
    this.id = row.id;
    this.epoch = row.epoch;
    this.firstSeq = row.first_seq;
    this.nowMs = row.now;
    this.lastSeq = row.last_seq;
    this.policyVersion = row.policy_version;
    this.actions = row.actions;
    this.mode = fromJson<RoomMode>(row.mode) ?? {};
    this.beforeShield = fromJson<RoomMode>(row.before_shield);
    this.pinned = fromJson<Pin>(row.pinned);
    this.filters = row.filters;
    this.clearedSeq = row.cleared_seq;
    this.clearedAt = row.cleared_at;
    this.purgedSeq = row.purged_seq;
  }

  /** Locks a stream's row; creates it first with `create`. (SPEC JR8) */
  static async lock(
    trx: Transaction<Schema>,
    dialect: SqlDialect,
    id: string,
    create: boolean,
    channel?: LockedChannel,
  ): Promise<LockedStream | undefined> {
    const channelId = channelOf(id);
    const [row] = create
      ? await CREATE_AND_LOCK.execute(trx, { id, epoch: newEpoch(), channelId }, dialect)
      : await LOCK.execute(trx, { id, channelId }, dialect);
    return row && new LockedStream(row, channel);
  }

  /**
   * Locks the rows of several streams, and creates those that are missing. The ids are sorted: in
   * one order everywhere, or two nodes could wait for each other's streams.
   */
  static async lockAll(
    trx: Transaction<Schema>,
    dialect: SqlDialect,
    ids: readonly string[],
  ): Promise<Map<string, LockedStream>> {
    const rows = await CREATE_AND_LOCK_ALL.execute(
      trx,
      { streams: encodeRows(ids.map((id) => [id, newEpoch()])) },
      dialect,
    );
    const channelIds = [...new Set(ids.map(channelOf))].map((id) => [id]);
    const versions = await READ_CHANNEL_VERSIONS.execute(
      trx,
      { channelIds: encodeRows(channelIds) },
      dialect,
    );
    const versionOf = new Map(versions.map((channel) => [channel.id, channel.policy_version]));
    return new Map(
      rows.map((row) => {
        const channel_version = versionOf.get(channelOf(row.id)) ?? null;
        return [row.id, new LockedStream({ ...row, channel_version }, undefined)];
      }),
    );
  }

  /** Saves streams of which nothing but their position has changed. */
  static async savePositions(
    trx: Transaction<Schema>,
    dialect: SqlDialect,
    streams: Iterable<LockedStream>,
  ): Promise<void> {
    const positions = [...streams].map(({ id, lastSeq, atMs }) => [id, lastSeq, atMs]);
    await SAVE_POSITIONS.execute(trx, { positions: encodeRows(positions) }, dialect);
  }

  /**
   * The version of the policy of its channel: read with the stream's own row, so that a message
   * is judged by both at the cost of a look into an index. (SPEC CH4)
   */
  get channelVersion(): number {
    return this.channel?.policyVersion ?? this.#before.channel_version ?? 0;
  }

  /** The time of a new entry: never before the previous entry's. (SPEC SM7) */
  get atMs(): number {
    return Math.max(this.#before.last_at, this.nowMs);
  }

  /** The next place in the log. */
  nextSlot(): EntrySlot {
    this.lastSeq += 1;
    const seq = this.lastSeq;
    return { stream_id: this.id, seq, id: newEntryId(seq), at: this.atMs };
  }

  /** Records a policy change; returns the new version. (SPEC MO12) */
  bumpPolicyVersion(): number {
    this.policyVersion += 1;
    return this.policyVersion;
  }

  /** The answer to a request that was judged by another version of either policy. (SPEC MO12, CH4) */
  staleFor(judgedBy: JudgedBy): Extract<AppendResult, { outcome: "stale-policy" }> | undefined {
    const { policyVersion, channelVersion, epoch } = this;
    const isFresh =
      judgedBy.policyVersion === policyVersion && (judgedBy.channelVersion ?? 0) === channelVersion;
    if (isFresh) return undefined;
    return { outcome: "stale-policy", policyVersion, channelVersion, epoch, entries: [] };
  }

  /** The unpin entry that follows when an entry removes the pinned message. (SPEC MO9) */
  unpinRemoved(row: EntryRow): EntryRow[] {
    const { pinned } = this;
    if (!pinned?.messageId || !removes(row, pinned.messageId, pinned.userId)) return [];
    this.pinned = undefined;
    return [pinRow(undefined, this.nextSlot())];
  }

  async save(trx: Transaction<Schema>): Promise<void> {
    const before = this.#before;
    const after = {
      last_seq: this.lastSeq,
      policy_version: this.policyVersion,
      actions: this.actions,
      mode: toJson(this.mode),
      before_shield: this.beforeShield ? JSON.stringify(this.beforeShield) : null,
      pinned: toJson(this.pinned ?? {}),
      filters: this.filters,
      cleared_seq: this.clearedSeq,
      cleared_at: this.clearedAt,
      purged_seq: this.purgedSeq,
      ...(this.lastSeq > before.last_seq && { last_at: this.atMs }),
    };
    const changed = Object.fromEntries(
      Object.entries(after).filter(([name, value]) => before[name as keyof Row] !== value),
    );
    const names = Object.keys(changed);
    if (names.length === 0) return;
    const isPosition = names.every((name) => name === "last_seq" || name === "last_at");
    if (isPosition) {
      const { id, lastSeq, atMs: lastAt } = this;
      await SAVE_POSITION.execute(trx, { id, lastSeq, lastAt });
      return;
    }
    await trx.updateTable("streams").set(changed).where("id", "=", this.id).execute();
  }
}

function removes(row: EntryRow, messageId: string, authorId: string | undefined): boolean {
  if (row.kind === "clear") return true;
  if (row.kind === "purge") return row.user_id === authorId;
  return row.kind === "removal" && row.target_id === messageId;
}

/** JSON for a column; of an object without anything in it, none. */
function toJson(value: object): string | null {
  return Object.keys(value).length === 0 ? null : JSON.stringify(value);
}
