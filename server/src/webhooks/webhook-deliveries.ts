import type { AlarmClock } from "../chat/ports.ts";
import { wants } from "../chat/webhooks/webhook-events.ts";
import type { WebhookStore } from "../chat/webhooks/webhook-store.ts";
import type { SignedWebhook } from "../chat/webhooks/webhook.ts";
import type { LaneRunner } from "./lane-runner.ts";

export interface WebhookDeliveriesOptions {
  store: WebhookStore;
  runner: LaneRunner;
  clock: AlarmClock;
  warn: (error: unknown) => void;
}

/** Deliveries to one webhook at the same time, each of another stream. */
const AT_ONCE = 8;
/** Streams that a round finds behind, at most; the next finds the rest. */
const FOUND = 500;
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
        });
    }
  }

  /** Looks for streams of which webhooks have not been told all. */
  async look(): Promise<void> {
    for (const [id, desk] of this.#desks)
      for (const streamId of await this.#options.store.behind(id, FOUND))
        if (wants(desk.webhook, streamId)) {
          // It is due, whatever was thought before.
          desk.alarms.get(streamId)?.();
          desk.alarms.delete(streamId);
          desk.due.delete(streamId);
          this.#add(desk, streamId);
        }
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
    this.#desks.delete(id);
  }

  #add(desk: Desk, streamId: string): void {
    if (desk.running.has(streamId)) desk.running.set(streamId, true);
    else if (desk.alarms.has(streamId)) desk.due.add(streamId);
    else desk.waiting.add(streamId);
    this.#begin(desk);
  }

  #begin(desk: Desk): void {
    for (const streamId of desk.waiting) {
      if (this.#closed || desk.running.size >= AT_ONCE) return;
      desk.waiting.delete(streamId);
      desk.running.set(streamId, false);
      const run = this.#run(desk, streamId).finally(() => this.#runs.delete(run));
      this.#runs.add(run);
    }
  }

  async #run(desk: Desk, streamId: string): Promise<void> {
    const { runner, warn } = this.#options;
    let againMs: number | undefined;
    try {
      againMs = await runner.run(desk.webhook, streamId);
    } catch (error) {
      warn(error);
      againMs = STORE_RETRY_MS;
    }
    const hasNews = desk.running.get(streamId) === true;
    desk.running.delete(streamId);
    // By now it may be deleted, and another made under its name.
    if (this.#closed || this.#desks.get(desk.webhook.id) !== desk) return;
    // What comes in a busy stream meanwhile goes together: each delivery costs two commits.
    if (hasNews || againMs !== undefined) desk.due.add(streamId);
    this.#wake(desk, streamId, againMs ?? GATHER_MS);
    this.#begin(desk);
  }

  #wake(desk: Desk, streamId: string, ms: number): void {
    const cancel = this.#options.clock.after(ms, () => {
      desk.alarms.delete(streamId);
      if (desk.due.delete(streamId)) this.#add(desk, streamId);
    });
    desk.alarms.set(streamId, cancel);
  }
}
