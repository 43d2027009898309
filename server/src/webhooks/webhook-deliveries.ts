import type { AlarmClock } from "../chat/ports.ts";
import { wants } from "../chat/webhooks/webhook-events.ts";
import type { WebhookStore } from "../chat/webhooks/webhook-store.ts";
import type { SignedWebhook } from "../chat/webhooks/webhook.ts";
import type { LaneRun, LaneRunner } from "./lane-runner.ts";
import { retryDelay } from "./retry-delay.ts";

export interface WebhookDeliveriesOptions {
  store: WebhookStore;
  runner: Pick<LaneRunner, "run">;
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
interface Desk {
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
export class WebhookDeliveries {
  readonly #options: WebhookDeliveriesOptions;
  readonly #desks = new Map<string, Desk>();
  readonly #runs = new Set<Promise<void>>();
  #rounds = 0;
  #closed = false;

  constructor(options: WebhookDeliveriesOptions) {
    this.#options = options;
  }

  /** Every webhook, as far as this node knows. */
  get webhooks(): SignedWebhook[] {
    return [...this.#desks.values()].map(({ webhook }) => webhook);
  }

  /** Takes note that something was committed; without webhooks that is all it costs. */
  noteCommitted(batch: readonly { streamId: string }[]): void {
    if (this.#desks.size === 0) return;
    for (const streamId of new Set(batch.map((each) => each.streamId)))
      for (const desk of this.#desks.values())
        if (wants(desk.webhook, streamId)) this.#add(desk, streamId);
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
    for (const [id, desk] of this.#desks) if (!ids.has(id)) this.#dismiss(id, desk);
    for (const webhook of webhooks) {
      const desk = this.#desks.get(webhook.id);
      if (desk) desk.webhook = webhook;
      else
        this.#desks.set(webhook.id, {
          ...{ webhook, waiting: new Set(), running: new Map(), alarms: new Map(), due: new Set() },
          ...{ hasMore: false, failures: 0, endRest: undefined },
        });
    }
  }

  /** Looks for streams of which webhooks have not been told all. */
  async look(): Promise<void> {
    for (const desk of this.#desks.values()) if (!desk.endRest) await this.#lookFor(desk);
  }

  /** Tries a webhook at once that rests. */
  async resume(id: string): Promise<void> {
    const desk = this.#desks.get(id);
    if (!desk) return;
    desk.failures = 0;
    desk.endRest?.();
    await this.#lookFor(desk);
  }

  /** Begins nothing more, and resolves when what was begun has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const [id, desk] of this.#desks) this.#dismiss(id, desk);
    await Promise.all(this.#runs);
  }

  #dismiss(id: string, desk: Desk): void {
    desk.waiting.clear();
    for (const cancel of desk.alarms.values()) cancel();
    desk.endRest?.();
    this.#desks.delete(id);
  }

  async #lookFor(desk: Desk): Promise<void> {
    desk.hasMore = false;
    const { id } = desk.webhook;
    const most = isFailing(desk) ? TRIED : FOUND;
    const found = await this.#options.store.streamsBehind(id, most);
    if (found.length === most) desk.hasMore = true;
    if (this.#desks.get(id) !== desk) return;
    for (const streamId of found)
      if (wants(desk.webhook, streamId)) {
        // It is due, whatever was thought before.
        desk.alarms.get(streamId)?.();
        desk.alarms.delete(streamId);
        desk.due.delete(streamId);
        this.#keep(desk, streamId);
      }
    this.#begin(desk);
  }

  #add(desk: Desk, streamId: string): void {
    if (desk.alarms.has(streamId)) desk.due.add(streamId);
    // Who takes nothing is not told of more: what there is, the store knows.
    else if (isFailing(desk) && !desk.running.has(streamId)) desk.hasMore = true;
    else this.#keep(desk, streamId);
    this.#begin(desk);
  }

  #keep(desk: Desk, streamId: string): void {
    if (desk.running.has(streamId)) desk.running.set(streamId, true);
    else if (desk.waiting.size + desk.alarms.size < KEPT) desk.waiting.add(streamId);
    else desk.hasMore = true;
  }

  #begin(desk: Desk): void {
    if (desk.endRest) return;
    const atOnce = isFailing(desk) ? 1 : AT_ONCE;
    for (const streamId of desk.waiting) {
      if (this.#closed || desk.running.size >= atOnce) return;
      desk.waiting.delete(streamId);
      desk.running.set(streamId, false);
      const run = this.#run(desk, streamId).finally(() => this.#runs.delete(run));
      this.#runs.add(run);
    }
  }

  async #run(desk: Desk, streamId: string): Promise<void> {
    const { runner, warn } = this.#options;
    let run: LaneRun;
    try {
      run = await runner.run(desk.webhook, streamId);
    } catch (error) {
      warn(error);
      run = { outcome: "idle", againMs: STORE_RETRY_MS };
    }
    const { againMs } = run;
    const hasNews = desk.running.get(streamId) === true;
    desk.running.delete(streamId);
    // By now it may be deleted, and another made under its name.
    if (this.#closed || this.#desks.get(desk.webhook.id) !== desk) return;
    // What comes in a busy stream meanwhile goes together: each delivery costs two commits.
    if (hasNews || againMs !== undefined) desk.due.add(streamId);
    this.#wake(desk, streamId, againMs ?? GATHER_MS);
    if (run.outcome === "failed") this.#noteFailure(desk);
    if (run.outcome === "told") desk.failures = 0;
    this.#begin(desk);
    if (desk.hasMore && desk.waiting.size === 0 && !isFailing(desk) && desk.running.size === 0)
      await this.#lookFor(desk).catch(warn);
  }

  /** Lets a webhook rest that takes nothing of any stream, longer each time. (SPEC WH4) */
  #noteFailure(desk: Desk): void {
    // What was under way when the rest began says nothing new.
    if (desk.endRest) return;
    desk.failures += 1;
    if (!isFailing(desk)) return;
    // What waits is forgotten here, and found again in the store.
    if (desk.waiting.size > 0) desk.hasMore = true;
    desk.waiting.clear();
    const { clock, random, warn } = this.#options;
    const ms = retryDelay(desk.failures - FAILURES, random);
    const cancel = clock.after(ms, () => {
      desk.endRest = undefined;
      void this.#lookFor(desk).catch(warn);
    });
    desk.endRest = () => {
      cancel();
      desk.endRest = undefined;
    };
  }

  #wake(desk: Desk, streamId: string, ms: number): void {
    const cancel = this.#options.clock.after(ms, () => {
      desk.alarms.delete(streamId);
      if (!desk.due.delete(streamId)) return;
      this.#keep(desk, streamId);
      this.#begin(desk);
    });
    desk.alarms.set(streamId, cancel);
  }
}

/** Whether a webhook has taken nothing of late, of whatever stream. */
function isFailing({ failures }: Desk): boolean {
  return failures >= FAILURES;
}
