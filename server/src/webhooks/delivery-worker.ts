import { createHash } from "node:crypto";
import type { DeliveryCursor, CursorEvents, WebhookStore } from "../chat/webhooks/webhook-store.ts";
import { nameOfKey, toWebhookEvents, wants } from "../chat/webhooks/webhook-events.ts";
import type { SignedWebhook, WebhookEvent } from "../chat/webhooks/webhook.ts";
import type { PostDelivery, PostResult } from "./post-delivery.ts";
import { MAX_RETRY_AGE_MS, retryDelay } from "./retry-delay.ts";
import { signDelivery } from "./sign-delivery.ts";

export interface DeliveryWorkerOptions {
  store: WebhookStore;
  post: PostDelivery;
  random: () => number;
  /** This node's id for other nodes of the same database. */
  holder: string;
  nowMs: () => number;
}

/** The result of delivering a stream or channel to a webhook: delivered, failed, or nothing to do. */
export interface DeliveryRun {
  outcome: "told" | "failed" | "idle";
  /** When to run again, in ms, if there is more to do. */
  againMs?: number;
}

/** What a webhook is sent: events of one stream or one channel, or a ping. (SPEC WH2) */
interface DeliveryBody {
  webhookId: string;
  streamId?: string;
  channelId?: string;
  events: readonly WebhookEvent[];
}

/** Longer than a delivery can take, so that no other node starts the same one. */
const LEASE_MS = 15_000;
/** Maximum number of events in one delivery. (SPEC WH3) */
const EVENTS = 100;

/** Delivers streams to webhooks: one delivery at a time, each until accepted. (SPEC WH3, WH4) */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
  }

  /** Delivers all events of a stream that a webhook has not received. */
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
      // The last step also releases the claim: two commits for a single message instead of three.
      const isOurs = await store.advance(cursor, holder, news.to, news.more ? LEASE_MS : 0);
      if (!isOurs || !news.more) return { outcome };
      const { upTo: _upTo, failingSinceMs: _since, ...rest } = cursor;
      cursor = { ...rest, position: news.to, attempts: 0 };
    }
  }

  /** Sends signed events to a webhook, under an id that repetitions share. */
  send({ url, secret }: SignedWebhook, name: string, body: DeliveryBody): Promise<PostResult> {
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
    const body = { webhookId: webhook.id, ...nameOfKey(streamId), events };
    const result = await this.send(webhook, name, body);
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
