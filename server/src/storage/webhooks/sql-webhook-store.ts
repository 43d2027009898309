import type { Transaction } from "kysely";
import { sql } from "kysely";
import type {
  Lane,
  LaneFailure,
  LaneNews,
  LanePlace,
  Taken,
  WebhookStore,
} from "../../chat/webhooks/webhook-store.ts";
import type {
  SignedWebhook,
  WebhookEventType,
  WebhookTrouble,
} from "../../chat/webhooks/webhook.ts";
import { fromJson } from "../rows.ts";
import type { Database, Schema } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { readLane } from "./read-lane.ts";
import { takeLane } from "./take-lane.ts";

/** Webhooks and their lanes, in a SQL database. */
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
        ...{ id, url, secret },
        ...(events && { events: fromJson<WebhookEventType[]>(events)! }),
        ...(streams && { streams: fromJson<string[]>(streams)! }),
      }));
    });
  }

  put({ id, url, secret, events, streams }: SignedWebhook): Promise<void> {
    const values = {
      ...{ url, secret },
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
        // What it was not to hear of for a while, it is not told later.
        if (streams)
          await trx
            .deleteFrom("webhook_lanes")
            .where("webhook_id", "=", id)
            .where("stream_id", "not in", streams)
            .execute();
        await beginLanes(trx, id, streams);
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

  behind(webhookId: string, limit: number): Promise<string[]> {
    return this.#asStore(async () => {
      const nowMs = this.#dialect.nowMs;
      const rows = await this.#db
        .selectFrom("streams")
        .leftJoin("webhook_lanes as lane", (join) =>
          join.onRef("lane.stream_id", "=", "streams.id").on("lane.webhook_id", "=", webhookId),
        )
        .select("streams.id")
        .where((eb) =>
          eb.or([
            eb("streams.last_seq", ">", eb.fn.coalesce("lane.seq", sql.lit(0))),
            eb("streams.actions", ">", eb.fn.coalesce("lane.actions", sql.lit(0))),
          ]),
        )
        .where("lane.parked_at", "is", null)
        .where((eb) => eb.or([eb("lane.stream_id", "is", null), eb("lane.next_at", "<=", nowMs)]))
        .limit(limit)
        .execute();
      return rows.map(({ id }) => id);
    });
  }

  take(webhookId: string, streamId: string, holder: string, leaseMs: number): Promise<Taken> {
    return this.#asStore(() =>
      this.#db
        .transaction()
        .execute((trx) => takeLane(trx, this.#dialect, { webhookId, streamId, holder, leaseMs })),
    );
  }

  read(
    { streamId, place, upTo }: Pick<Lane, "streamId" | "place" | "upTo">,
    limit: number,
  ): Promise<LaneNews> {
    return this.#asStore(() => readLane(this.#db, streamId, place, upTo, limit));
  }

  advance(lane: Lane, holder: string, to: LanePlace, leaseMs: number): Promise<boolean> {
    return this.#update(lane, holder, {
      ...{ seq: to.seq, actions: to.actions, up_to_seq: null, up_to_actions: null },
      ...{ attempts: 0, failing_since: null, last_error: null, next_at: 0 },
      lease_until: leaseMs === 0 ? 0 : sql<number>`${this.#dialect.nowMs} + ${sql.lit(leaseMs)}`,
    });
  }

  async fail(lane: Lane, holder: string, failure: LaneFailure): Promise<void> {
    const { to, retryAfterMs, parked, error } = failure;
    const nowMs = this.#dialect.nowMs;
    await this.#update(lane, holder, {
      ...{ up_to_seq: to.seq, up_to_actions: to.actions, attempts: lane.attempts + 1 },
      ...{ lease_until: 0, last_error: error, failing_since: lane.failingSinceMs ?? nowMs },
      next_at: sql<number>`${nowMs} + ${sql.lit(Math.round(retryAfterMs))}`,
      ...(parked && { parked_at: nowMs }),
    });
  }

  troubles(webhookId: string, limit: number): Promise<WebhookTrouble[]> {
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
        ...{ streamId: row.stream_id, parked: row.parked_at !== null, attempts: row.attempts },
        ...{ sinceMs: row.failing_since ?? 0, nextAtMs: row.next_at },
        lastError: row.last_error ?? "",
      }));
    });
  }

  async revive(webhookId: string): Promise<void> {
    await this.#asStore(() =>
      this.#db
        .updateTable("webhook_lanes")
        .set({ parked_at: null, next_at: 0, failing_since: null })
        .where("webhook_id", "=", webhookId)
        .where("attempts", ">", 0)
        .execute(),
    );
  }

  #update({ webhookId, streamId }: Lane, holder: string, values: object): Promise<boolean> {
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

/** Of the streams that are there already, a webhook is told what is new from here on. */
async function beginLanes(
  trx: Transaction<Schema>,
  id: string,
  streams: readonly string[] | undefined,
): Promise<void> {
  let heads = trx
    .selectFrom("streams")
    .select([sql<string>`cast(${id} as text)`.as("webhook_id"), "id", "last_seq", "actions"])
    // SQLite needs some condition, or takes what follows it here for one of a join.
    .where("id", "is not", null);
  if (streams) heads = heads.where("id", "in", streams);
  await trx
    .insertInto("webhook_lanes")
    .columns(["webhook_id", "stream_id", "seq", "actions"])
    .expression(heads)
    .onConflict((conflict) => conflict.columns(["webhook_id", "stream_id"]).doNothing())
    .execute();
}
