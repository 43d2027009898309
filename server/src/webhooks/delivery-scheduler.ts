import { channelOf } from "#protocol";
import type { Append } from "../chat/ports/append.ts";
import { channelKey } from "../chat/ports/channel-key.ts";
import type { AlarmClock } from "../chat/ports/clock.ts";
import type { DomainEvents } from "../chat/ports/domain-events.ts";
import { wants } from "../chat/webhooks/webhook-events.ts";
import type { WebhookStore } from "../chat/webhooks/webhook-store.ts";
import type { SignedWebhook } from "../chat/webhooks/webhook.ts";
import type { DeliveryRun, DeliveryWorker } from "./delivery-worker.ts";
import { retryDelay } from "./retry-delay.ts";

export interface DeliverySchedulerOptions {
  store: WebhookStore;
  runner: Pick<DeliveryWorker, "run">;
  events: Pick<DomainEvents, "on">;
  clock: AlarmClock;
  warn: (error: unknown) => void;
  /** A number from 0 to below 1. */
  random: () => number;
}

/** Maximum number of parallel deliveries to one webhook, each of another stream. */
const AT_ONCE = 8;
/** Maximum number of streams that one round finds behind; the next round finds more. */
const FOUND = 500;
/** Maximum number of streams kept in memory per webhook; for others the store has the cursor. */
const KEPT = 1_000;
/** Number of consecutive failures, of any streams, before all deliveries to a webhook pause. */
const FAILURES = 4;
/** Number of streams that are tried while a webhook fails. */
const TRIED = 8;
/** Rounds between two searches of all streams, which find what other nodes left behind. */
const LOOK_EVERY = 6;
/** Interval between deliveries of a busy stream. */
const GATHER_MS = 500;
/** Retry delay after a store error. */
const STORE_RETRY_MS = 2_000;

/** The pending and running deliveries of one webhook. */
interface WebhookQueue {
  webhook: SignedWebhook;
  waiting: Set<string>;
  /** By stream; true if something happened since the delivery started. */
  running: Map<string, boolean>;
  /** Streams that are delayed for a while. */
  alarms: Map<string, () => void>;
  /** Delayed streams that must be checked afterwards. */
  due: Set<string>;
  /** Whether streams outside this queue have news. */
  hasMore: boolean;
  /** Number of failed deliveries since the last success, of any stream. */
  failures: number;
  /** Ends the webhook's pause early; undefined while it is not paused. */
  endRest: (() => void) | undefined;
}

/** What the scheduler reads of something that was committed. */
type Committed = Pick<Append, "streamId"> & { scope?: "channel" };

/** Decides when which stream or channel is delivered to a webhook, on this node. */
export class DeliveryScheduler {
  readonly #options: DeliverySchedulerOptions;
  readonly #queues = new Map<string, WebhookQueue>();
  readonly #runs = new Set<Promise<void>>();
  #rounds = 0;
  #closed = false;

  constructor(options: DeliverySchedulerOptions) {
    this.#options = options;
    options.events.on("appends-committed", (batch) => this.#noteCommitted(batch));
  }

  /** All webhooks known to this node. */
  get webhooks(): SignedWebhook[] {
    return [...this.#queues.values()].map(({ webhook }) => webhook);
  }

  /** One round: loads new webhooks, and at intervals searches for undelivered events. */
  async round(): Promise<void> {
    await this.reload();
    if (this.#rounds++ % LOOK_EVERY === 0) await this.look();
  }

  /** Reads the webhooks. */
  async reload(): Promise<void> {
    const webhooks = await this.#options.store.all();
    const ids = new Set(webhooks.map(({ id }) => id));
    for (const [id, queue] of this.#queues) if (!ids.has(id)) this.#dismiss(id, queue);
    for (const webhook of webhooks) {
      const queue = this.#queues.get(webhook.id);
      if (queue) queue.webhook = webhook;
      else
        this.#queues.set(webhook.id, {
          webhook,
          waiting: new Set(),
          running: new Map(),
          alarms: new Map(),
          due: new Set(),
          hasMore: false,
          failures: 0,
          endRest: undefined,
        });
    }
  }

  /** Searches for streams with undelivered events. */
  async look(): Promise<void> {
    for (const queue of this.#queues.values()) if (!queue.endRest) await this.#lookFor(queue);
  }

  /** Ends the pause of a webhook. */
  async resume(id: string): Promise<void> {
    const queue = this.#queues.get(id);
    if (!queue) return;
    queue.failures = 0;
    queue.endRest?.();
    await this.#lookFor(queue);
  }

  /** Starts nothing new, and resolves when all running deliveries have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const [id, queue] of this.#queues) this.#dismiss(id, queue);
    await Promise.all(this.#runs);
  }

  /** Records a commit; without webhooks this costs nothing else. */
  #noteCommitted(batch: readonly Committed[]): void {
    if (this.#queues.size === 0) return;
    for (const key of new Set(batch.flatMap(keysOf)))
      for (const queue of this.#queues.values())
        if (wants(queue.webhook, key)) this.#add(queue, key);
  }

  #dismiss(id: string, queue: WebhookQueue): void {
    queue.waiting.clear();
    for (const cancel of queue.alarms.values()) cancel();
    queue.endRest?.();
    this.#queues.delete(id);
  }

  async #lookFor(queue: WebhookQueue): Promise<void> {
    queue.hasMore = false;
    const { id } = queue.webhook;
    const most = isFailing(queue) ? TRIED : FOUND;
    const found = await this.#options.store.findBehind(queue.webhook, most);
    if (found.length === most) queue.hasMore = true;
    if (this.#queues.get(id) !== queue) return;
    for (const streamId of found)
      if (wants(queue.webhook, streamId)) {
        // It is due, whatever was scheduled before.
        queue.alarms.get(streamId)?.();
        queue.alarms.delete(streamId);
        queue.due.delete(streamId);
        this.#keep(queue, streamId);
      }
    this.#begin(queue);
  }

  #add(queue: WebhookQueue, streamId: string): void {
    if (queue.alarms.has(streamId)) queue.due.add(streamId);
    // A failing webhook gets no further deliveries: the store knows what is due.
    else if (isFailing(queue) && !queue.running.has(streamId)) queue.hasMore = true;
    else this.#keep(queue, streamId);
    this.#begin(queue);
  }

  #keep(queue: WebhookQueue, streamId: string): void {
    if (queue.running.has(streamId)) queue.running.set(streamId, true);
    else if (queue.waiting.size + queue.alarms.size < KEPT) queue.waiting.add(streamId);
    else queue.hasMore = true;
  }

  #begin(queue: WebhookQueue): void {
    if (queue.endRest) return;
    const atOnce = isFailing(queue) ? 1 : AT_ONCE;
    for (const streamId of queue.waiting) {
      if (this.#closed || queue.running.size >= atOnce) return;
      queue.waiting.delete(streamId);
      queue.running.set(streamId, false);
      const run = this.#run(queue, streamId).finally(() => this.#runs.delete(run));
      this.#runs.add(run);
    }
  }

  async #run(queue: WebhookQueue, streamId: string): Promise<void> {
    const { runner, warn } = this.#options;
    let run: DeliveryRun;
    try {
      run = await runner.run(queue.webhook, streamId);
    } catch (error) {
      warn(error);
      run = { outcome: "idle", againMs: STORE_RETRY_MS };
    }
    const { againMs } = run;
    const hasNews = queue.running.get(streamId) === true;
    queue.running.delete(streamId);
    // The webhook may have been deleted meanwhile, and another created under its id.
    if (this.#closed || this.#queues.get(queue.webhook.id) !== queue) return;
    // Events of a busy stream are collected, because each delivery costs two commits.
    if (hasNews || againMs !== undefined) queue.due.add(streamId);
    this.#wake(queue, streamId, againMs ?? GATHER_MS);
    if (run.outcome === "failed") this.#noteFailure(queue);
    if (run.outcome === "told") queue.failures = 0;
    this.#begin(queue);
    if (queue.hasMore && queue.waiting.size === 0 && !isFailing(queue) && queue.running.size === 0)
      await this.#lookFor(queue).catch(warn);
  }

  /** Pauses a webhook that accepts nothing of any stream, longer each time. (SPEC WH4) */
  #noteFailure(queue: WebhookQueue): void {
    // Deliveries that ran when the pause began are not counted.
    if (queue.endRest) return;
    queue.failures += 1;
    if (!isFailing(queue)) return;
    // Waiting streams are dropped here, and found again in the store.
    if (queue.waiting.size > 0) queue.hasMore = true;
    queue.waiting.clear();
    const { clock, random, warn } = this.#options;
    const ms = retryDelay(queue.failures - FAILURES, random);
    const cancel = clock.after(ms, () => {
      queue.endRest = undefined;
      void this.#lookFor(queue).catch(warn);
    });
    queue.endRest = () => {
      cancel();
      queue.endRest = undefined;
    };
  }

  #wake(queue: WebhookQueue, streamId: string, ms: number): void {
    const cancel = this.#options.clock.after(ms, () => {
      queue.alarms.delete(streamId);
      if (!queue.due.delete(streamId)) return;
      this.#keep(queue, streamId);
      this.#begin(queue);
    });
    queue.alarms.set(streamId, cancel);
  }
}

/** What has news: a stream, and its channel where something was done to that. (SPEC CH3) */
function keysOf({ streamId, scope }: Committed): string[] {
  return scope === "channel" ? [streamId, channelKey(channelOf(streamId))] : [streamId];
}

/** Whether the latest deliveries of a webhook failed, of any stream. */
function isFailing({ failures }: WebhookQueue): boolean {
  return failures >= FAILURES;
}
