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
  Webhook,
  WebhookEventType,
  WebhookTrouble,
} from "../../../chat/webhooks/webhook.ts";
import { isLimited, nameOfKey } from "../../../chat/webhooks/webhook-events.ts";
import { fromJson } from "../log/entry-rows.ts";
import type { Database, Schema } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import { readCursor } from "./read-cursor.ts";
import { claimCursor } from "./claim-cursor.ts";
import { findBehind } from "./find-behind.ts";
import type { WebhooksTable } from "./webhook-tables.ts";
import { channelHeads, streamHeads, type Heads } from "./subscribed-heads.ts";
import type { MethodKinds } from "../../method-kind.ts";

/** How each method may be run. (SPEC LOG11) */
export const WEBHOOK_METHODS: MethodKinds<WebhookStore> = {
  all: "read",
  put: "write",
  delete: "write",
  findBehind: "read",
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
      return rows.map(toWebhook);
    });
  }

  put(webhook: SignedWebhook): Promise<void> {
    const { id, url, secret, events, streams, channels } = webhook;
    const values = {
      url,
      secret,
      events: toJson(events),
      streams: toJson(streams),
      channels: toJson(channels),
    };
    return this.#asStore(() =>
      this.#db.transaction().execute(async (trx) => {
        const before = await trx
          .selectFrom("webhooks")
          .selectAll()
          .where("id", "=", id)
          .executeTakeFirst();
        await trx
          .insertInto("webhooks")
          .values({ id, ...values })
          .onConflict((conflict) => conflict.column("id").doUpdateSet(values))
          .execute();
        const heads = headsOf(trx, webhook);
        // Events of streams that were excluded for a while are not delivered later.
        if (isLimited(webhook)) await endOtherCursors(trx, id, heads);
        const known = before ? headsOf(trx, toWebhook(before)) : [];
        for (const [i, some] of heads.entries()) await startCursors(trx, id, some, known[i]);
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

  findBehind(webhook: Webhook, limit: number): Promise<string[]> {
    return this.#asStore(() => findBehind(this.#db, this.#dialect, webhook, limit));
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
        // Databases sort null differently: those that are tried again come first.
        .orderBy((eb) => eb.fn.coalesce("failing_since", sql.lit(0)))
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        ...nameOfKey(row.stream_id),
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

function headsOf(trx: Transaction<Schema>, webhook: Webhook): Heads[] {
  return [channelHeads(trx, webhook), streamHeads(trx, webhook)];
}

/**
 * Of what exists already, a webhook receives only events from here on. (SPEC WH1) `known` is what
 * it received before: what has no cursor there is new, and is received from its beginning.
 */
async function startCursors(
  trx: Transaction<Schema>,
  id: string,
  heads: Heads,
  known: Heads | undefined,
): Promise<void> {
  await trx
    .insertInto("webhook_lanes")
    .columns(["webhook_id", "stream_id", "seq", "actions"])
    .expression(
      trx
        .selectFrom(heads)
        .select([sql<string>`cast(${id} as text)`.as("webhook_id"), "key", "seq", "actions"])
        // SQLite needs a condition here, or it parses the next clause as part of a join.
        .where("key", "is not", null)
        .$if(known !== undefined, (others) =>
          others.where("key", "not in", trx.selectFrom(known!).select("key")),
        ),
    )
    .onConflict((conflict) => conflict.columns(["webhook_id", "stream_id"]).doNothing())
    .execute();
}

async function endOtherCursors(
  trx: Transaction<Schema>,
  id: string,
  heads: readonly Heads[],
): Promise<void> {
  let others = trx.deleteFrom("webhook_lanes").where("webhook_id", "=", id);
  for (const some of heads)
    others = others.where("stream_id", "not in", trx.selectFrom(some).select("key"));
  await others.execute();
}

function toWebhook({ id, url, secret, ...lists }: WebhooksTable): SignedWebhook {
  const { events, streams, channels } = lists;
  return {
    id,
    url,
    secret,
    ...(events && { events: fromJson<WebhookEventType[]>(events)! }),
    ...(streams && { streams: fromJson<string[]>(streams)! }),
    ...(channels && { channels: fromJson<string[]>(channels)! }),
  };
}

function toJson(list: readonly string[] | undefined): string | null {
  return list ? JSON.stringify(list) : null;
}
