import { channelOf, type ChatMessage, type Pin, type RoomMode } from "#protocol";
import { sql, type Transaction } from "kysely";
import type { LogEntry } from "../../../chat/ports/log-entry.ts";
import type { Append, AppendResult } from "../../../chat/ports/append.ts";
import type {
  Head,
  LogPart,
  LogTail,
  MarkMove,
  MessageLog,
  Retention,
  Trimmed,
} from "../../../chat/ports/message-log.ts";
import { channelOfKey, isChannelKey } from "../../../chat/ports/channel-key.ts";
import { appendMessages, isMessages } from "./append-messages.ts";
import { appendToChannel } from "./append-to-channel.ts";
import { appendToStream } from "./append-to-stream.ts";
import { LockedChannel } from "./locked-channel.ts";
import { toEntries } from "./resolve-quotes.ts";
import type { Cuts } from "./purges.ts";
import { fromJson, toMessage, type EntryRow } from "./entry-rows.ts";
import type { Database, Schema } from "../schema.ts";
import { IDS_PER_QUERY, slices } from "../slices.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { readParts } from "./read-parts.ts";
import { advanceRetentionMark } from "./retention-mark.ts";
import { trimStreams } from "./trim-streams.ts";
import type { MethodKinds } from "../../method-kind.ts";

/** How each method may be run. (SPEC LOG11) */
export const LOG_METHODS: MethodKinds<MessageLog> = {
  append: "write",
  readTail: "read",
  readEntries: "read",
  readParts: "read",
  readHeads: "read",
  readMessages: "read",
  streamsOf: "long-read",
  trim: "write",
  advanceRetentionMark: "write",
  ping: "probe",
  close: "close",
};

/** The channel that a batch is about by a stream's id, or by the channel's key. */
function channelOfScope(key: string): string {
  return isChannelKey(key) ? channelOfKey(key) : channelOf(key);
}

/** The appends of each stream, by their places in the batch. */
function grouped<T>(
  batch: readonly T[],
  byStream: readonly (readonly [streamId: string, indexes: readonly number[]])[],
): Map<string, T[]> {
  return new Map(byStream.map(([streamId, indexes]) => [streamId, indexes.map((i) => batch[i]!)]));
}

function toCuts(row: { cleared_seq: number; purged_seq: number } | undefined): Cuts {
  return { clearedSeq: row?.cleared_seq ?? 0, purgedSeq: row?.purged_seq ?? 0 };
}

/** The log in a SQL database: one path for SQLite and Postgres. */
export class SqlMessageLog implements MessageLog {
  readonly #db: Database;
  readonly #dialect: SqlDialect;
  readonly #commits: Database;

  constructor(db: Database, dialect: SqlDialect, commits: Database = db) {
    this.#db = db;
    this.#dialect = dialect;
    this.#commits = commits;
  }

  append(batch: readonly Append[]): Promise<AppendResult[]> {
    const byStream = new Map<string, number[]>();
    batch.forEach(({ streamId }, i) => {
      const indexes = byStream.get(streamId);
      if (indexes) indexes.push(i);
      else byStream.set(streamId, [i]);
    });
    // In one order everywhere, or two nodes could wait for each other's streams.
    const sorted = [...byStream].sort(([a], [b]) => (a < b ? -1 : 1));
    return this.#asStore(() =>
      this.#commits.transaction().execute(async (trx) => {
        const appended = isMessages(batch)
          ? await appendMessages(trx, this.#dialect, grouped(batch, sorted))
          : await this.#appendByStream(trx, batch, grouped(batch, sorted));
        const results: AppendResult[] = [];
        for (const [streamId, indexes] of sorted)
          indexes.forEach((i, k) => (results[i] = appended.get(streamId)![k]!));
        return results;
      }),
    );
  }

  async #appendByStream(
    trx: Transaction<Schema>,
    batch: readonly Append[],
    byStream: ReadonlyMap<string, readonly Append[]>,
  ): Promise<Map<string, AppendResult[]>> {
    const results = new Map<string, AppendResult[]>();
    const channels = await LockedChannel.lockAll(trx, this.#dialect, batch);
    for (const [streamId, appends] of byStream) {
      const channel = channels.get(channelOfScope(streamId));
      const appended =
        channel && isChannelKey(streamId)
          ? await appendToChannel(trx, channel, appends)
          : await appendToStream(trx, this.#dialect, streamId, appends, channel);
      results.set(streamId, appended);
    }
    for (const channel of channels.values()) await channel.save(trx);
    return results;
  }

  readTail(streamId: string, limit: number): Promise<LogTail> {
    return this.#asStore(async () => {
      // One statement, so that the stream and the entries are from the same moment.
      const rows = await this.#db
        .selectFrom("streams")
        .leftJoin("entries", "entries.stream_id", "streams.id")
        .selectAll("entries")
        .select(["streams.epoch", "streams.mode", "streams.pinned", "streams.cleared_seq"])
        .select("streams.purged_seq")
        .where("streams.id", "=", streamId)
        .orderBy("entries.seq", "desc")
        .limit(limit)
        .execute();
      const [stream] = rows;
      if (!stream) return { epoch: "", entries: [] };
      const { epoch, mode, pinned } = stream;
      const found = rows.filter((row) => row.seq !== null).reverse() as unknown as EntryRow[];
      const pin = fromJson<Pin>(pinned);
      return {
        epoch,
        entries: await toEntries(this.#db, streamId, found, toCuts(stream)),
        shadowedAuthors: await this.#shadowedAuthors(streamId),
        ...(mode !== null && { mode: fromJson<RoomMode>(mode) ?? {} }),
        ...(pin && { pinned: pin }),
      };
    });
  }

  readEntries(streamId: string, afterSeq: number, limit: number): Promise<LogEntry[]> {
    return this.#asStore(async () => {
      const rows = await this.#db
        .selectFrom("entries")
        .innerJoin("streams", "streams.id", "entries.stream_id")
        .selectAll("entries")
        .select(["streams.cleared_seq", "streams.purged_seq"])
        .where("stream_id", "=", streamId)
        .where("seq", ">", afterSeq)
        .orderBy("seq")
        .limit(limit)
        .execute();
      return toEntries(this.#db, streamId, rows, toCuts(rows[0]));
    });
  }

  readParts(parts: readonly LogPart[]): Promise<LogEntry[][]> {
    return this.#asStore(() => readParts(this.#db, this.#dialect, parts));
  }

  readHeads(streamIds: readonly string[]): Promise<Head[]> {
    return this.#asStore(async () => {
      const heads: Head[] = [];
      for (const ids of slices(streamIds, IDS_PER_QUERY)) {
        const rows = await this.#db
          .selectFrom("streams")
          .select(["id", "epoch", "last_seq", "first_seq", "policy_version"])
          .where("id", "in", ids)
          .execute();
        const channelVersions = await this.#channelVersions(ids);
        for (const { id, epoch, last_seq, first_seq, policy_version } of rows)
          heads.push({
            streamId: id,
            epoch,
            seq: last_seq,
            firstSeq: first_seq,
            policyVersion: policy_version,
            channelVersion: channelVersions.get(channelOf(id)) ?? 0,
          });
      }
      return heads;
    });
  }

  readMessages(
    streamId: string,
    beforeSeq: number,
    limit: number,
    viewerId?: string,
  ): Promise<ChatMessage[]> {
    return this.#asStore(async () => {
      const rows = await this.#db
        .selectFrom("entries")
        .innerJoin("streams", "streams.id", "entries.stream_id")
        .selectAll("entries")
        .where("stream_id", "=", streamId)
        .where((eb) => {
          const shown = eb("kind", "=", "message");
          if (viewerId === undefined) return shown;
          const isShadowed = [eb("kind", "=", "tombstone"), eb("body", "is not", null)];
          return eb.or([shown, eb.and([...isShadowed, eb("user_id", "=", viewerId)])]);
        })
        .where("entries.seq", "<", beforeSeq)
        .whereRef("entries.seq", ">", "streams.cleared_seq")
        .where((eb) =>
          eb.or([
            eb("entries.seq", ">", eb.ref("streams.purged_seq")),
            eb.not(
              eb.exists(
                eb
                  .selectFrom("purges")
                  .select("purges.seq")
                  .whereRef("purges.stream_id", "=", "entries.stream_id")
                  .whereRef("purges.user_id", "=", "entries.user_id")
                  .whereRef("purges.seq", ">", "entries.seq"),
              ),
            ),
          ]),
        )
        .orderBy("seq", "desc")
        .limit(limit)
        .execute();
      return rows.map(toMessage).reverse();
    });
  }

  streamsOf(userId: string): Promise<string[]> {
    return this.#asStore(async () => {
      const written = this.#db
        .selectFrom("entries")
        .select("stream_id")
        // A literal, because the partial index of authors cannot be used with a parameter.
        .where("kind", "=", sql.lit("message"))
        .where("user_id", "=", userId);
      const shadowed = this.#db
        .selectFrom("entries")
        .select("stream_id")
        .where("kind", "=", sql.lit("tombstone"))
        .where("body", "is not", null)
        .where("user_id", "=", userId);
      const removed = this.#db.selectFrom("removed_texts").select("stream_id");
      const held = this.#db.selectFrom("held_messages").select("stream_id");
      const named = this.#db
        .selectFrom("actions")
        .select("stream_id")
        .where((eb) =>
          eb.or([
            ...(["message_text", "nickname", "reason"] as const).map((name) =>
              eb(name, "is not", null),
            ),
            eb.and([eb("kind", "=", "note"), eb("detail", "is not", null)]),
          ]),
        );
      const acted = this.#db
        .selectFrom("actions")
        .select("stream_id")
        .where("by_nickname", "is not", null);
      const kept = this.#db
        .selectFrom("sanctions")
        .select("stream_id")
        .where((eb) => eb.or([eb("nickname", "is not", null), eb("reason", "is not", null)]));
      const reported = this.#db.selectFrom("reports").select("stream_id");
      const rows = await written
        .union(shadowed)
        .union(removed.where("user_id", "=", userId))
        .union(held.where("user_id", "=", userId))
        .union(named.where("user_id", "=", userId))
        .union(acted.where("by_user_id", "=", userId))
        .union(kept.where("user_id", "=", userId))
        .union(reported.where("user_id", "=", userId))
        .execute();
      return rows.map((row) => row.stream_id);
    });
  }

  trim(retention: Retention, limit: number): Promise<Trimmed[]> {
    return this.#asStore(() => trimStreams(this.#db, retention, limit));
  }

  advanceRetentionMark(move: MarkMove): Promise<number> {
    return this.#asStore(() => advanceRetentionMark(this.#db, this.#dialect, move));
  }

  ping(): Promise<void> {
    return this.#asStore(async () => {
      this.#dialect.check?.();
      await this.#db.selectFrom("streams").select("id").limit(1).execute();
    });
  }

  async close(): Promise<void> {
    await this.#db.destroy();
    await this.#commits.destroy();
  }

  /** The versions of the channels of some streams; those without a policy are left out. */
  async #channelVersions(streamIds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.#db
      .selectFrom("channels")
      .select(["id", "policy_version"])
      .where("id", "in", [...new Set(streamIds.map(channelOf))])
      .execute();
    return new Map(rows.map(({ id, policy_version }) => [id, policy_version]));
  }

  async #shadowedAuthors(streamId: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom("entries")
      .select("user_id")
      .distinct()
      .where("stream_id", "=", streamId)
      // A literal, because the partial index cannot be used with a parameter.
      .where("kind", "=", sql.lit("tombstone"))
      .where("body", "is not", null)
      .execute();
    return rows.flatMap(({ user_id }) => user_id ?? []);
  }

  async #asStore<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#dialect.toStoreError(error);
    }
  }
}
