import { OWN_CHANNEL, type RoomMode } from "#protocol";
import { sql } from "kysely";
import type {
  DoneAction,
  MinuteNote,
  NotedMinute,
  ShowStore,
  StaffStreamsRead,
  StoredStream,
  WrittenPage,
} from "../../../chat/ports/show-store.ts";
import type { MethodKinds } from "../../method-kind.ts";
import { fromJson } from "../log/entry-rows.ts";
import type { Database } from "../schema.ts";
import { slices } from "../slices.ts";
import type { SqlDialect } from "../sql-dialect.ts";

/** How each method may be run. (SPEC LOG11) */
export const SHOW_METHODS: MethodKinds<ShowStore> = {
  noteMinutes: "write",
  readNotes: "long-read",
  readLastMs: "read",
  readWritten: "long-read",
  readActions: "long-read",
  appointmentsOf: "long-read",
  channelNames: "long-read",
  readStaffStreams: "long-read",
  deleteNotesBefore: "write",
};

/** Rows per insert; message commits wait behind it. */
const NOTES_PER_INSERT = 100;
/** Appointments of one person that are read. */
const APPOINTMENTS = 10_000;

/** The data of reports and the studio, in a SQL database. */
export class SqlShowStore implements ShowStore {
  readonly #db: Database;
  readonly #dialect: SqlDialect;

  constructor(db: Database, dialect: SqlDialect) {
    this.#db = db;
    this.#dialect = dialect;
  }

  noteMinutes(notes: readonly MinuteNote[]): Promise<void> {
    return this.#asStore(async () => {
      for (const some of slices(notes, NOTES_PER_INSERT))
        await this.#db
          .insertInto("minute_notes")
          .values(
            some.map(({ streamId, atMs, nodeId, viewers, held }) => ({
              stream_id: streamId,
              at: atMs,
              node_id: nodeId,
              viewers,
              held,
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    });
  }

  readNotes(streamId: string, fromMs: number, toMs: number, limit: number): Promise<NotedMinute[]> {
    return this.#asStore(async () => {
      const rows = await this.#db
        .selectFrom("minute_notes")
        .select(({ fn }) => [
          "at",
          fn.sum<number | string>("viewers").as("viewers"),
          fn.sum<number | string>("held").as("held"),
        ])
        .where("stream_id", "=", streamId)
        .where("at", ">=", fromMs)
        .where("at", "<", toMs)
        .groupBy("at")
        .orderBy("at", "desc")
        .limit(limit)
        .execute();
      return rows
        .map(({ at, viewers, held }) => ({
          atMs: at,
          // Postgres returns sums of integers as decimals.
          viewers: Number(viewers),
          held: Number(held),
        }))
        .reverse();
    });
  }

  readLastMs(streamId: string): Promise<number> {
    return this.#asStore(async () => {
      const stream = await this.#db
        .selectFrom("streams")
        .select("last_at")
        .where("id", "=", streamId)
        .executeTakeFirst();
      const note = await this.#db
        .selectFrom("minute_notes")
        .select("at")
        .where("stream_id", "=", streamId)
        .orderBy("at", "desc")
        .limit(1)
        .executeTakeFirst();
      const action = await this.#db
        .selectFrom("actions")
        .select("at")
        .where("stream_id", "=", streamId)
        .orderBy("number", "desc")
        .limit(1)
        .executeTakeFirst();
      return Math.max(stream?.last_at ?? 0, note?.at ?? 0, action?.at ?? 0);
    });
  }

  readWritten(streamId: string, beforeSeq: number, limit: number): Promise<WrittenPage> {
    return this.#asStore(async () => {
      const rows = await this.#db
        .selectFrom("entries")
        .innerJoin("streams", "streams.id", "entries.stream_id")
        .select(["seq", "kind", "at", "user_id", "nickname"])
        .select(["streams.cleared_seq", "streams.purged_seq"])
        .select(sql<number>`case when body is null then 0 else 1 end`.as("hasText"))
        .where("stream_id", "=", streamId)
        .where("seq", "<", beforeSeq)
        .orderBy("seq", "desc")
        .limit(limit)
        .execute();
      const last = rows.at(-1);
      if (!last) return { messages: [] };
      const purges = last.seq <= last.purged_seq ? await this.#purges(streamId) : undefined;
      return {
        oldestAtMs: last.at,
        ...(rows.length === limit && { beforeSeq: last.seq }),
        messages: rows.flatMap(({ seq, kind, at, user_id, nickname, cleared_seq, hasText }) => {
          const isMessage = kind === "message";
          // A tombstone with a text is a message that only its author sees. (SPEC HE6)
          if (!isMessage && (kind !== "tombstone" || hasText === 1)) return [];
          const userId = user_id ?? "";
          const stands = isMessage && seq > cleared_seq && seq > (purges?.get(userId) ?? 0);
          return [{ seq, atMs: at, userId, nickname: nickname ?? "", stands }];
        }),
      };
    });
  }

  readActions(key: string, beforeNumber: number, limit: number): Promise<DoneAction[]> {
    return this.#asStore(async () => {
      const rows = await this.#db
        .selectFrom("actions")
        .select(["number", "at", "kind", "undone_by", "in_stream"])
        .where("stream_id", "=", key)
        .where("number", "<", beforeNumber)
        .orderBy("number", "desc")
        .limit(limit)
        .execute();
      return rows.map(({ number, at, kind, undone_by, in_stream }) => ({
        number,
        atMs: at,
        kind: undone_by === null ? kind : "",
        ...(in_stream !== null && { inStream: in_stream }),
      }));
    });
  }

  appointmentsOf(userId: string): Promise<string[]> {
    return this.#asStore(async () => {
      const rows = await this.#db
        .selectFrom("stream_staff")
        .select("stream_id")
        .where("user_id", "=", userId)
        .where("role", "=", "moderator")
        .limit(APPOINTMENTS)
        .execute();
      return rows.map(({ stream_id }) => stream_id);
    });
  }

  channelNames(ids: readonly string[]): Promise<Record<string, string>> {
    return this.#asStore(async () => {
      if (ids.length === 0) return {};
      const rows = await this.#db
        .selectFrom("channels")
        .select(["id", "name"])
        .where("id", "in", ids)
        .where("name", "is not", null)
        .execute();
      return Object.fromEntries(rows.map(({ id, name }) => [id, name ?? ""]));
    });
  }

  readStaffStreams({ channel, before, limit }: StaffStreamsRead): Promise<StoredStream[]> {
    return this.#asStore(async () => {
      let query = this.#db.selectFrom("streams").select(["id", "mode", "last_at"]);
      if (channel === OWN_CHANNEL)
        query = query.where((eb) => eb.or([eb("id", "like", ":%"), eb("id", "not like", "%:%")]));
      else if (channel !== undefined)
        // Not a range, because databases may ignore punctuation in comparisons.
        query = query.where(sql`substr(id, 1, ${channel.length + 1})`, "=", `${channel}:`);
      if (before !== undefined) query = query.where("id", "<", before);
      const rows = await query.orderBy("id", "desc").limit(limit).execute();
      return rows.map((row) => ({
        streamId: row.id,
        ended: fromJson<RoomMode>(row.mode)?.ended === true,
        lastAtMs: row.last_at,
      }));
    });
  }

  deleteNotesBefore(ms: number, limit: number): Promise<boolean> {
    return this.#asStore(async () => {
      const newest = await this.#db
        .selectFrom("minute_notes")
        .select("at")
        .where("at", "<", ms)
        .orderBy("at")
        .offset(limit)
        .limit(1)
        .executeTakeFirst();
      const old = this.#db.deleteFrom("minute_notes");
      await (newest ? old.where("at", "<=", newest.at) : old.where("at", "<", ms)).execute();
      return newest !== undefined;
    });
  }

  /** The seq up to which each person's messages are purged. (SPEC EN6) */
  async #purges(streamId: string): Promise<Map<string, number>> {
    const rows = await this.#db
      .selectFrom("purges")
      .select(["user_id", "seq"])
      .where("stream_id", "=", streamId)
      .orderBy("seq")
      .execute();
    return new Map(rows.map(({ user_id, seq }) => [user_id, seq]));
  }

  async #asStore<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#dialect.toStoreError(error);
    }
  }
}
