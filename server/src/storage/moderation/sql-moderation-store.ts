import type { AuditRecord, ReviewQueue, RoomMode, Sanction, SanctionKind } from "#protocol";
import { sql } from "kysely";
import type {
  ModerationStore,
  PolicyNews,
  PolicySanction,
  Report,
  StaffRead,
  StoredCard,
} from "../../chat/moderation/moderation-store.ts";
import { seqOfId } from "../new-id.ts";
import { fromJson } from "../rows.ts";
import type { Database } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { toRecord } from "./audit-rows.ts";
import { readCard } from "./read-card.ts";
import { readQueue } from "./read-queue.ts";
import type { SanctionsTable } from "./schema.ts";

/** What staff have done, in a SQL database. */
export class SqlModerationStore implements ModerationStore {
  readonly #db: Database;
  readonly #dialect: SqlDialect;

  constructor(db: Database, dialect: SqlDialect) {
    this.#db = db;
    this.#dialect = dialect;
  }

  readPolicy(streamId: string, sinceVersion: number): Promise<PolicyNews> {
    return this.#asStore(async () => {
      const stream = await this.#db
        .selectFrom("streams")
        .select(["policy_version", "mode", "filters"])
        .where("id", "=", streamId)
        .executeTakeFirst();
      // Behind the stream's row: what changes in between is in it, too, and comes again.
      const staff = await this.#db
        .selectFrom("stream_staff")
        .select(["user_id as userId", "role"])
        .where("stream_id", "=", streamId)
        .where("role", "=", "moderator")
        .execute();
      const sanctions = await this.#db
        .selectFrom("sanctions")
        .selectAll()
        .where("stream_id", "=", streamId)
        .where("version", ">", sinceVersion)
        .execute();
      return {
        version: stream?.policy_version ?? 0,
        nowMs: await this.#nowMs(),
        mode: fromJson<RoomMode>(stream?.mode ?? null) ?? {},
        ...(stream?.filters && { filters: stream.filters }),
        staff,
        sanctions: sanctions.map(toPolicySanction),
      };
    });
  }

  readAudit({ streamId, before, limit, search }: StaffRead): Promise<AuditRecord[]> {
    return this.#asStore(async () => {
      let query = this.#db.selectFrom("actions").selectAll().where("stream_id", "=", streamId);
      if (before !== undefined) query = query.where("number", "<", seqOfId(before));
      if (search)
        query = query.where((eb) =>
          eb.or([
            eb("user_id", "=", search),
            eb("by_user_id", "=", search),
            ...(["nickname", "by_nickname", "message_text", "reason"] as const).map(
              (column) =>
                sql<boolean>`lower(${sql.ref(column)}) like ${pattern(search)} escape '!'`,
            ),
          ]),
        );
      const rows = await query.orderBy("number", "desc").limit(limit).execute();
      const nowMs = await this.#nowMs();
      return rows.map((row) => toRecord(row, nowMs));
    });
  }

  readSanctions({ streamId, before, limit, search }: StaffRead): Promise<Sanction[]> {
    return this.#asStore(async () => {
      const nowMs = await this.#nowMs();
      let query = this.#db
        .selectFrom("sanctions")
        .selectAll()
        .where("stream_id", "=", streamId)
        .where("kind", "!=", "none")
        .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", nowMs)]));
      const last = before === undefined ? undefined : await this.#versionOf(streamId, before);
      if (last !== undefined) query = query.where("version", "<", last);
      if (search)
        query = query.where((eb) =>
          eb.or([
            eb("user_id", "=", search),
            ...(["nickname", "reason"] as const).map(
              (column) =>
                sql<boolean>`lower(${sql.ref(column)}) like ${pattern(search)} escape '!'`,
            ),
          ]),
        );
      const rows = await query.orderBy("version", "desc").limit(limit).execute();
      return rows.map(toSanction);
    });
  }

  readCard(streamId: string, userId: string): Promise<StoredCard> {
    return this.#asStore(async () => {
      const nowMs = await this.#nowMs();
      const card = await readCard(this.#db, streamId, userId, nowMs);
      const row = await this.#db
        .selectFrom("sanctions")
        .selectAll()
        .where("stream_id", "=", streamId)
        .where("user_id", "=", userId)
        .where("kind", "!=", "none")
        .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", nowMs)]))
        .executeTakeFirst();
      return { ...card, ...(row && { sanction: toSanction(row) }) };
    });
  }

  readQueue(streamId: string): Promise<ReviewQueue> {
    return this.#asStore(() => readQueue(this.#db, streamId));
  }

  report({ streamId, messageId, userId, reason }: Report): Promise<boolean> {
    return this.#asStore(async () => {
      const message = await this.#db
        .selectFrom("entries")
        .innerJoin("streams", "streams.id", "entries.stream_id")
        .select("user_id")
        .where("stream_id", "=", streamId)
        .where("seq", "=", seqOfId(messageId))
        .where("entries.id", "=", messageId)
        .where("kind", "=", "message")
        .whereRef("seq", ">", "streams.cleared_seq")
        .executeTakeFirst();
      if (!message || message.user_id === userId) return false;
      await this.#db
        .insertInto("reports")
        .values({
          ...{ stream_id: streamId, message_id: messageId, user_id: userId, reason },
          at: this.#dialect.nowMs,
        })
        .onConflict((conflict) =>
          conflict.columns(["stream_id", "message_id", "user_id"]).doNothing(),
        )
        .execute();
      return true;
    });
  }

  async #versionOf(streamId: string, actionId: string): Promise<number | undefined> {
    const row = await this.#db
      .selectFrom("sanctions")
      .select("version")
      .where("stream_id", "=", streamId)
      .where("action_id", "=", actionId)
      .executeTakeFirst();
    return row?.version;
  }

  async #nowMs(): Promise<number> {
    const { now } = await this.#db
      .selectNoFrom(this.#dialect.nowMs.as("now"))
      .executeTakeFirstOrThrow();
    return now;
  }

  async #asStore<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#dialect.toStoreError(error);
    }
  }
}

/** Whatever contains the words, in any case; what would be a wildcard stands for itself. */
function pattern(search: string): string {
  return `%${search.toLowerCase().replace(/[!%_]/g, "!$&")}%`;
}

function toPolicySanction(row: SanctionsTable): PolicySanction {
  return {
    ...{ userId: row.user_id, kind: row.kind, byOwner: row.by_owner === 1 },
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.until !== null && { untilMs: row.until }),
    ...(row.address_hash !== null && { addressHash: row.address_hash }),
  };
}

function toSanction(row: SanctionsTable): Sanction {
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
