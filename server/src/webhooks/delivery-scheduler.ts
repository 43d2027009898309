import type { AlarmClock } from "../chat/ports/clock.ts";
import { wants } from "../chat/webhooks/webhook-events.ts";
import type { WebhookStore } from "../chat/webhooks/webhook-store.ts";
import type { SignedWebhook } from "../chat/webhooks/webhook.ts";
import type { DeliveryRun, DeliveryWorker } from "./delivery-worker.ts";
import { retryDelay } from "./retry-delay.ts";

export interface DeliverySchedulerOptions {
  store: WebhookStore;
  runner: Pick<DeliveryWorker, "run">;
  clock: AlarmClock;
  warn: (error: unknown) => void;
  /** A number from 0 to below 1. */
  random: () => number;
}

/** Deliveries to one webhook at the same time, each of another stream. */
const AT_ONCE = 8;
/** Streams that a round finds behind, at most; the next finds the rest. */
const FOUND = 500;
/** Streams of one webhook that are kept in memory; of all others, the store knows how far they are. */
const KEPT = 1_000;
/** Deliveries in a row that fail, of whatever streams, before the webhook as a whole rests. */
const FAILURES = 4;
/** Streams that a webhook is tried with while it takes nothing. */
const TRIED = 8;
/** Rounds from one look at all streams to the next: what others left behind is found then. */
const LOOK_EVERY = 6;
/** From one delivery of a busy stream to the next. */
const GATHER_MS = 500;
/** After a store that did not answer. */
const STORE_RETRY_MS = 2_000;

/** What one webhook is to be told of, and what it is being told. */
interface WebhookQueue {
  webhook: SignedWebhook;
  waiting: Set<string>;
  /** With whether something has happened since it was looked at. */
  running: Map<string, boolean>;
  /** Streams that are left alone for a while. */
  alarms: Map<string, () => void>;
  /** Those of them that are to be looked at after that. */
  due: Set<string>;
  /** Whether there is news of streams that are not kept here. */
  hasMore: boolean;
  /** Deliveries that failed since the last that was taken, of whatever stream. */
  failures: number;
  /** Ends the webhook's rest before its time; undefined while it has none. */
  endRest: (() => void) | undefined;
}

/** Decides when a webhook is told of which stream, on this node. */
export class DeliveryScheduler {
  readonly #options: DeliverySchedulerOptions;
  readonly #queues = new Map<string, WebhookQueue>();
  readonly #runs = new Set<Promise<void>>();
  #rounds = 0;
  #closed = false;

  constructor(options: DeliverySchedulerOptions) {
    this.#options = options;
  }

  /** Every webhook, as far as this node knows. */
  get webhooks(): SignedWebhook[] {
    return [...this.#queues.values()].map(({ webhook }) => webhook);
  }

  /** Takes note that something was committed; without webhooks that is all it costs. */
  noteCommitted(batch: readonly { streamId: string }[]): void {
    if (this.#queues.size === 0) return;
    for (const streamId of new Set(batch.map((each) => each.streamId)))
      for (const queue of this.#queues.values())
        if (wants(queue.webhook, streamId)) this.#add(queue, streamId);
  }

  /** One round: learns of webhooks that other nodes made, and now and then of what was left behind. */
  async round(): Promise<void> {
    await this.reload();
    if (this.#rounds++ % LOOK_EVERY === 0) await this.look();
  }

  /** Reads which webhooks there are. */
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

  /** Looks for streams of which webhooks have not been told all. */
  async look(): Promise<void> {
    for (const queue of this.#queues.values()) if (!queue.endRest) await this.#lookFor(queue);
  }

  /** Tries a webhook at once that rests. */
  async resume(id: string): Promise<void> {
    const queue = this.#queues.get(id);
    if (!queue) return;
    queue.failures = 0;
    queue.endRest?.();
    await this.#lookFor(queue);
  }

  /** Begins nothing more, and resolves when what was begun has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const [id, queue] of this.#queues) this.#dismiss(id, queue);
    await Promise.all(this.#runs);
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
    const found = await this.#options.store.streamsBehind(id, most);
    if (found.length === most) queue.hasMore = true;
    if (this.#queues.get(id) !== queue) return;
    for (const streamId of found)
      if (wants(queue.webhook, streamId)) {
        // It is due, whatever was thought before.
        queue.alarms.get(streamId)?.();
        queue.alarms.delete(streamId);
        queue.due.delete(streamId);
        this.#keep(queue, streamId);
      }
    this.#begin(queue);
  }

  #add(queue: WebhookQueue, streamId: string): void {
    if (queue.alarms.has(streamId)) queue.due.add(streamId);
    // Who takes nothing is not told of more: what there is, the store knows.
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
    // By now it may be deleted, and another made under its name.
    if (this.#closed || this.#queues.get(queue.webhook.id) !== queue) return;
    // What comes in a busy stream meanwhile goes together: each delivery costs two commits.
    if (hasNews || againMs !== undefined) queue.due.add(streamId);
    this.#wake(queue, streamId, againMs ?? GATHER_MS);
    if (run.outcome === "failed") this.#noteFailure(queue);
    if (run.outcome === "told") queue.failures = 0;
    this.#begin(queue);
    if (queue.hasMore && queue.waiting.size === 0 && !isFailing(queue) && queue.running.size === 0)
      await this.#lookFor(queue).catch(warn);
  }

  /** Lets a webhook rest that takes nothing of any stream, longer each time. (SPEC WH4) */
  #noteFailure(queue: WebhookQueue): void {
    // What was under way when the rest began says nothing new.
    if (queue.endRest) return;
    queue.failures += 1;
    if (!isFailing(queue)) return;
    // What waits is forgotten here, and found again in the store.
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

/** Whether a webhook has taken nothing of late, of whatever stream. */
function isFailing({ failures }: WebhookQueue): boolean {
  return failures >= FAILURES;
}
