import type { Transaction } from "kysely";
import type {
  Append,
  AppendMessage,
  AppendPurge,
  AppendRemoval,
  AppendResult,
} from "../../../chat/ports/append.ts";
import type { LogEntry } from "../../../chat/ports/log-entry.ts";
import type { LockedStream } from "./locked-stream.ts";
import { hasMessages, withoutPurged } from "./purges.ts";
import { seqOfId } from "./entry-id.ts";
import { isShadowed, messageRow, toEntry, type EntryRow } from "./entry-rows.ts";
import { encodeRows, givenNumber, givenRows, givenText, type GivenValue } from "../given-rows.ts";
import { PreparedQuery } from "../prepared-query.ts";
import type { Schema } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { TOMBSTONE } from "./write-rows.ts";

/** Of a batch with one message, as small rooms have. */
const READ_BY_CLIENT_ID = new PreparedQuery<
  { streamId: string; clientId: string; userId: string },
  EntryRow
>((db, value) =>
  db
    .selectFrom("entries")
    .selectAll()
    .where("stream_id", "=", value("streamId"))
    .where("client_id", "=", value("clientId"))
    .where("user_id", "=", value("userId")),
);

/**
 * The messages of several streams by their senders and clientIds. Those of others under the same
 * clientId are not read: there may be thousands.
 */
const READ_BY_CLIENT_IDS = new PreparedQuery<{ sends: string }, EntryRow, SqlDialect>(
  (db, value, dialect) =>
    db
      .selectFrom(givenRows(dialect, value("sends")))
      .innerJoin("entries", (join) =>
        join
          .on("stream_id", "=", givenText(0))
          .on("client_id", "=", givenText(1))
          .on("user_id", "=", givenText(2)),
      )
      .selectAll("entries"),
);

/** The entries of several streams by their numbers. */
const READ_BY_SEQS = new PreparedQuery<{ places: string }, EntryRow, SqlDialect>(
  (db, value, dialect) =>
    db
      .selectFrom(givenRows(dialect, value("places")))
      .innerJoin("entries", (join) =>
        join.on("stream_id", "=", givenText(0)).on("seq", "=", givenNumber(1)),
      )
      .selectAll("entries"),
);

/** Why a request appends nothing. */
export type NoAppend =
  { outcome: "repeated"; entry?: LogEntry } | Extract<AppendResult, { outcome: "refused" }>;

/** The rows of one stream that a batch refers to, including those that it adds. */
export class ReferencedRows {
  readonly #byClientId = new Map<string, EntryRow>();
  readonly #byId = new Map<string, EntryRow>();
  readonly #authors = new Set<string>();

  /**
   * Reads the rows a batch refers to by clientId, by removed or parent message, by purged person.
   */
  static async read(
    trx: Transaction<Schema>,
    stream: LockedStream,
    batch: readonly Append[],
  ): Promise<ReferencedRows> {
    const known = new ReferencedRows();
    const { id: streamId, clearedSeq } = stream;
    const read = (rows: readonly EntryRow[]) => withoutPurged(trx, streamId, rows, stream);
    const sends = batch.flatMap((append) =>
      append.kind === "message" && append.clientId
        ? [{ clientId: append.clientId, userId: append.author.userId }]
        : [],
    );
    const targets = batch.flatMap((append) => {
      const id = append.kind === "removal" ? append.messageId : parentIdOf(append);
      return id ? [seqOfId(id)] : [];
    });
    const purged = batch.flatMap((append) => (append.kind === "purge" ? [append.userId] : []));
    const ofStream = trx.selectFrom("entries").where("stream_id", "=", streamId);
    const rows = ofStream.selectAll();
    const [send, ...others] = sends;
    if (send) {
      const sent =
        others.length === 0
          ? await READ_BY_CLIENT_ID.execute(trx, { streamId, ...send })
          : await rows
              .where(
                "client_id",
                "in",
                sends.map(({ clientId }) => clientId),
              )
              .where(
                "user_id",
                "in",
                sends.map(({ userId }) => userId),
              )
              .execute();
      for (const row of await read(sent)) known.add(row);
    }
    if (targets.length > 0)
      for (const row of await read(await rows.where("seq", "in", targets).execute()))
        // A cleared message can neither be removed nor replied to.
        if (row.seq < clearedSeq) known.tombstone(row);
        else known.add(row);
    for (const userId of new Set(purged))
      if (await hasMessages(trx, streamId, userId, { forGood: true })) known.#authors.add(userId);
    return known;
  }

  /** Reads for messages of several streams: two statements at most, however many there are. */
  static async readForMessages(
    trx: Transaction<Schema>,
    dialect: SqlDialect,
    streams: ReadonlyMap<string, LockedStream>,
    batch: readonly AppendMessage[],
  ): Promise<Map<string, ReferencedRows>> {
    const byStream = new Map([...streams.keys()].map((id) => [id, new ReferencedRows()]));
    const sends: GivenValue[][] = [];
    const places: GivenValue[][] = [];
    for (const { streamId, author, clientId, replyTo } of batch) {
      if (clientId) sends.push([streamId, clientId, author.userId]);
      if (replyTo) places.push([streamId, seqOfId(replyTo)]);
    }
    if (sends.length > 0)
      for (const row of await READ_BY_CLIENT_IDS.execute(
        trx,
        { sends: encodeRows(sends) },
        dialect,
      )) {
        const [known] = await withoutPurged(trx, row.stream_id, [row], streams.get(row.stream_id)!);
        byStream.get(row.stream_id)!.add(known!);
      }
    if (places.length > 0)
      for (const row of await READ_BY_SEQS.execute(trx, { places: encodeRows(places) }, dialect)) {
        const stream = streams.get(row.stream_id)!;
        const [target] = await withoutPurged(trx, row.stream_id, [row], stream);
        // A cleared message cannot be replied to.
        if (row.seq < stream.clearedSeq) byStream.get(row.stream_id)!.tombstone(target!);
        else byStream.get(row.stream_id)!.add(target!);
      }
    return byStream;
  }

  add(row: EntryRow): void {
    this.#byId.set(row.id, row);
    if (row.client_id) this.#byClientId.set(`${row.user_id} ${row.client_id}`, row);
    if (isMessage(row) && row.user_id) this.#authors.add(row.user_id);
  }

  /** The message that a removal removes. */
  get(id: string): EntryRow | undefined {
    return this.#byId.get(id);
  }

  /** The message that another one replies to, if it exists. (SPEC SM9) */
  parentOf(append: AppendMessage): EntryRow | undefined {
    const parent = this.#byId.get(append.replyTo ?? "");
    if (!parent || !isMessage(parent)) return undefined;
    const isSeen = !isShadowed(parent) || parent.user_id === append.author.userId;
    return isSeen ? parent : undefined;
  }

  check(append: Append): NoAppend | undefined {
    switch (append.kind) {
      case "message":
        return this.#checkMessage(append);
      case "removal":
        return this.#checkRemoval(append);
      case "purge":
        return this.#checkPurge(append);
      case "action":
        return undefined;
    }
  }

  /** Records that a message is gone. */
  tombstone(row: EntryRow): void {
    this.add({ ...row, ...TOMBSTONE });
  }

  /** Records that all messages of a person are gone. */
  tombstoneAllOf(userId: string): void {
    for (const row of [...this.#byId.values()]) {
      if (row.user_id !== userId || row.kind === "purge") continue;
      this.tombstone(row);
      this.#byClientId.delete(`${userId} ${row.client_id}`);
    }
    this.#authors.delete(userId);
  }

  /** A repeated message gets its first result. (SPEC LOG3) */
  #checkMessage(append: AppendMessage): NoAppend | undefined {
    const first = this.#byClientId.get(`${append.author.userId} ${append.clientId}`);
    if (!append.clientId || !first) return undefined;
    if (isMessage(first) && first.body !== append.message)
      return { outcome: "refused", code: "conflict" };
    // If it was removed since, its text is taken from the repeated request.
    const row = isMessage(first) ? first : messageRow(append, first);
    return { outcome: "repeated", entry: toEntry(row) };
  }

  /** Why a removal removes nothing; undefined if it does. (SPEC RM1) */
  #checkRemoval({ messageId, onlyOf }: AppendRemoval): NoAppend | undefined {
    const target = this.#byId.get(messageId);
    if (target?.kind !== "message" && target?.kind !== "tombstone")
      return { outcome: "refused", code: "not-found" };
    if (!isMessage(target)) return { outcome: "repeated" };
    const isOthers = onlyOf !== undefined && target.user_id !== onlyOf;
    // For everyone but its author it does not exist. (SPEC HE6)
    if (isShadowed(target) && isOthers) return { outcome: "repeated" };
    if (isOthers) return { outcome: "refused", code: "forbidden" };
    return undefined;
  }

  #checkPurge({ userId }: AppendPurge): NoAppend | undefined {
    return this.#authors.has(userId) ? undefined : { outcome: "repeated" };
  }
}

/** Whether a row has a text, possibly for its author only. */
function isMessage(row: EntryRow): boolean {
  return row.kind === "message" || isShadowed(row);
}

function parentIdOf(append: Append): string | undefined {
  return append.kind === "message" ? append.replyTo : undefined;
}
