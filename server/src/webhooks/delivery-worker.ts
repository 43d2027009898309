import { createHash } from "node:crypto";
import type { DeliveryCursor, CursorEvents, WebhookStore } from "../chat/webhooks/webhook-store.ts";
import { toWebhookEvents, wants } from "../chat/webhooks/webhook-events.ts";
import type { SignedWebhook, WebhookEvent } from "../chat/webhooks/webhook.ts";
import type { PostDelivery, PostResult } from "./post-delivery.ts";
import { MAX_RETRY_AGE_MS, retryDelay } from "./retry-delay.ts";
import { signDelivery } from "./sign-delivery.ts";

export interface DeliveryWorkerOptions {
  store: WebhookStore;
  post: PostDelivery;
  random: () => number;
  /** Names this node to others of the same database. */
  holder: string;
  nowMs: () => number;
}

/** What came of telling a webhook of a stream: whether it took something, failed, or was not asked. */
export interface DeliveryRun {
  outcome: "told" | "failed" | "idle";
  /** After how long to come again, if that is of use. */
  againMs?: number;
}

/** Longer than a delivery may take, so that nobody else begins with the same. */
const LEASE_MS = 15_000;
/** Events in one delivery at most. (SPEC WH3) */
const EVENTS = 100;

/** Tells webhooks of streams: one delivery after another, each until it is taken. (SPEC WH3, WH4) */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
  }

  /** Tells a webhook all that it is to know of a stream by now. */
  async run(webhook: SignedWebhook, streamId: string): Promise<DeliveryRun> {
    const { store, holder } = this.#options;
    const taken = await store.claim(webhook.id, streamId, holder, LEASE_MS);
    if (taken.outcome === "waits") return { outcome: "idle", againMs: taken.ms };
    if (taken.outcome === "parked") return { outcome: "idle" };
    let { cursor } = taken;
    let outcome: DeliveryRun["outcome"] = "idle";
    for (;;) {
      const news = await store.readNext(cursor, EVENTS);
      const result = await this.#tell(webhook, cursor, news);
      if (!result.ok) return this.#fail(cursor, news, result);
      if (result.told) outcome = "told";
      // Let go together with the last step: two commits for a lone message, not three.
      const isOurs = await store.advance(cursor, holder, news.to, news.more ? LEASE_MS : 0);
      if (!isOurs || !news.more) return { outcome };
      const { upTo: _upTo, failingSinceMs: _since, ...rest } = cursor;
      cursor = { ...rest, position: news.to, attempts: 0 };
    }
  }

  /** Sends events to a webhook, signed, under an id that a repetition has, too. */
  send(
    { url, secret }: SignedWebhook,
    name: string,
    body: { webhookId: string; streamId?: string; events: readonly WebhookEvent[] },
  ): Promise<PostResult> {
    const id = `msg_${createHash("sha256").update(name).digest("base64url").slice(0, 27)}`;
    const text = JSON.stringify(body);
    const atS = Math.floor(this.#options.nowMs() / 1_000);
    return this.#options.post(url, signDelivery(secret, id, atS, text), text);
  }

  async #tell(
    webhook: SignedWebhook,
    cursor: DeliveryCursor,
    news: CursorEvents,
  ): Promise<{ ok: true; told: boolean } | Extract<PostResult, { ok: false }>> {
    const { streamId } = cursor;
    const events = toWebhookEvents(streamId, news).filter(
      ({ type }) => type !== "ping" && wants(webhook, streamId, type),
    );
    if (events.length === 0) return { ok: true, told: false };
    const name = `${webhook.id} ${news.epoch} ${news.to.seq} ${news.to.actions}`;
    const result = await this.send(webhook, name, { webhookId: webhook.id, streamId, events });
    return result.ok ? { ok: true, told: true } : result;
  }

  async #fail(
    cursor: DeliveryCursor,
    { to }: CursorEvents,
    { error, gone }: Extract<PostResult, { ok: false }>,
  ): Promise<DeliveryRun> {
    const { store, holder, random } = this.#options;
    const failingMs = cursor.nowMs - (cursor.failingSinceMs ?? cursor.nowMs);
    const parked = gone === true || failingMs >= MAX_RETRY_AGE_MS;
    const retryAfterMs = retryDelay(cursor.attempts, random);
    await store.fail(cursor, holder, { to, retryAfterMs, parked, error: error.slice(0, 300) });
    return { outcome: "failed", ...(!parked && { againMs: retryAfterMs }) };
  }
}
