import type { Transaction } from "kysely";
import { sql } from "kysely";
import type {
  DeliveryCursor,
  DeliveryFailure,
  CursorEvents,
  CursorPosition,
  ClaimResult,
  WebhookStore,
} from "../../../chat/webhooks/webhook-store.ts";
import type {
  SignedWebhook,
  WebhookEventType,
  WebhookTrouble,
} from "../../../chat/webhooks/webhook.ts";
import { fromJson } from "../log/entry-rows.ts";
import type { Database, Schema } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { readCursor } from "./read-cursor.ts";
import { claimCursor } from "./claim-cursor.ts";
import type { MethodKinds } from "../../method-kind.ts";

/** How each method may be run. (SPEC LOG11) */
export const WEBHOOK_METHODS: MethodKinds<WebhookStore> = {
  all: "read",
  put: "write",
  delete: "write",
  streamsBehind: "read",
  claim: "write",
  readNext: "read",
  advance: "write",
  fail: "write",
  readTroubles: "read",
  resume: "write",
};

/** Webhooks and their cursors, in a SQL database. */
export class SqlWebhookStore implements WebhookStore {
  readonly #db: Database;
  readonly #dialect: SqlDialect;

  constructor(db: Database, dialect: SqlDialect) {
    this.#db = db;
    this.#dialect = dialect;
  }

  all(): Promise<SignedWebhook[]> {
    return this.#asStore(async () => {
      const rows = await this.#db.selectFrom("webhooks").selectAll().orderBy("id").execute();
      return rows.map(({ id, url, secret, events, streams }) => ({
        id,
        url,
        secret,
        ...(events && { events: fromJson<WebhookEventType[]>(events)! }),
        ...(streams && { streams: fromJson<string[]>(streams)! }),
      }));
    });
  }

  put({ id, url, secret, events, streams }: SignedWebhook): Promise<void> {
    const values = {
      url,
      secret,
      events: events ? JSON.stringify(events) : null,
      streams: streams ? JSON.stringify(streams) : null,
    };
    return this.#asStore(() =>
      this.#db.transaction().execute(async (trx) => {
        await trx
          .insertInto("webhooks")
          .values({ id, ...values })
          .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
          .execute();
        // Events of streams that were excluded for a while are not delivered later.
        if (streams)
          await trx
            .deleteFrom("webhook_lanes")
            .where("webhook_id", "=", id)
            .where("stream_id", "not in", streams)
            .execute();
        await startCursors(trx, id, streams);
      }),
    );
  }

  delete(id: string): Promise<boolean> {
    return this.#asStore(() =>
      this.#db.transaction().execute(async (trx) => {
        await trx.deleteFrom("webhook_lanes").where("webhook_id", "=", id).execute();
        const { numDeletedRows } = await trx
          .deleteFrom("webhooks")
          .where("id", "=", id)
          .executeTakeFirst();
        return numDeletedRows > 0n;
      }),
    );
  }

  streamsBehind(webhookId: string, limit: number): Promise<string[]> {
    return this.#asStore(async () => {
      const nowMs = this.#dialect.nowMs;
      const rows = await this.#db
        .selectFrom("streams")
        .leftJoin("webhook_lanes as cursor", (join) =>
          join.onRef("cursor.stream_id", "=", "streams.id").on("cursor.webhook_id", "=", webhookId),
        )
        .select("streams.id")
        .where((eb) =>
          eb.or([
            eb("streams.last_seq", ">", eb.fn.coalesce("cursor.seq", sql.lit(0))),
            eb("streams.actions", ">", eb.fn.coalesce("cursor.actions", sql.lit(0))),
          ]),
        )
        .where("cursor.parked_at", "is", null)
        .where((eb) =>
          eb.or([eb("cursor.stream_id", "is", null), eb("cursor.next_at", "<=", nowMs)]),
        )
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    });
  }

  claim(
    webhookId: string,
    streamId: string,
    holder: string,
    leaseMs: number,
  ): Promise<ClaimResult> {
    return this.#asStore(() =>
      this.#db
        .transaction()
        .execute((trx) =>
          claimCursor(trx, this.#dialect, { webhookId, streamId, holder, leaseMs }),
        ),
    );
  }

  readNext(
    { streamId, position, upTo }: Pick<DeliveryCursor, "streamId" | "position" | "upTo">,
    limit: number,
  ): Promise<CursorEvents> {
    return this.#asStore(() => readCursor(this.#db, streamId, position, upTo, limit));
  }

  advance(
    cursor: DeliveryCursor,
    holder: string,
    to: CursorPosition,
    leaseMs: number,
  ): Promise<boolean> {
    return this.#update(cursor, holder, {
      seq: to.seq,
      actions: to.actions,
      up_to_seq: null,
      up_to_actions: null,
      attempts: 0,
      failing_since: null,
      last_error: null,
      next_at: 0,
      lease_until: leaseMs === 0 ? 0 : sql<number>`${this.#dialect.nowMs} + ${sql.lit(leaseMs)}`,
    });
  }

  async fail(cursor: DeliveryCursor, holder: string, failure: DeliveryFailure): Promise<void> {
    const { to, retryAfterMs, parked, error } = failure;
    const nowMs = this.#dialect.nowMs;
    await this.#update(cursor, holder, {
      up_to_seq: to.seq,
      up_to_actions: to.actions,
      attempts: cursor.attempts + 1,
      lease_until: 0,
      last_error: error,
      failing_since: cursor.failingSinceMs ?? nowMs,
      next_at: sql<number>`${nowMs} + ${sql.lit(Math.round(retryAfterMs))}`,
      ...(parked && { parked_at: nowMs }),
    });
  }

  readTroubles(webhookId: string, limit: number): Promise<WebhookTrouble[]> {
    return this.#asStore(async () => {
      const rows = await this.#db
        .selectFrom("webhook_lanes")
        .selectAll()
        .where("webhook_id", "=", webhookId)
        .where("attempts", ">", 0)
        .orderBy("failing_since")
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        streamId: row.stream_id,
        parked: row.parked_at !== null,
        attempts: row.attempts,
        sinceMs: row.failing_since ?? 0,
        nextAtMs: row.next_at,
        lastError: row.last_error ?? "",
      }));
    });
  }

  async resume(webhookId: string): Promise<void> {
    await this.#asStore(() =>
      this.#db
        .updateTable("webhook_lanes")
        .set({ parked_at: null, next_at: 0, failing_since: null })
        .where("webhook_id", "=", webhookId)
        .where("attempts", ">", 0)
        .execute(),
    );
  }

  #update(
    { webhookId, streamId }: DeliveryCursor,
    holder: string,
    values: object,
  ): Promise<boolean> {
    return this.#asStore(async () => {
      const { numUpdatedRows } = await this.#db
        .updateTable("webhook_lanes")
        .set(values)
        .where("webhook_id", "=", webhookId)
        .where("stream_id", "=", streamId)
        .where("lease_by", "=", holder)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    });
  }

  async #asStore<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw this.#dialect.toStoreError(error);
    }
  }
}

/** For existing streams, a webhook receives only events from here on. */
async function startCursors(
  trx: Transaction<Schema>,
  id: string,
  streams: readonly string[] | undefined,
): Promise<void> {
  let heads = trx
    .selectFrom("streams")
    .select([sql<string>`cast(${id} as text)`.as("webhook_id"), "id", "last_seq", "actions"])
    // SQLite needs a condition here, or it parses the next clause as part of a join.
    .where("id", "is not", null);
  if (streams) heads = heads.where("id", "in", streams);
  await trx
    .insertInto("webhook_lanes")
    .columns(["webhook_id", "stream_id", "seq", "actions"])
    .expression(heads)
    .onConflict((conflict) => conflict.columns(["webhook_id", "stream_id"]).doNothing())
    .execute();
}
