import { randomUUID } from "node:crypto";
import type { Person } from "#protocol";
import type { AlarmClock } from "../chat/ports/clock.ts";
import { wants } from "../chat/webhooks/webhook-events.ts";
import type { SignedWebhook, WebhookEvent } from "../chat/webhooks/webhook.ts";
import type { DeliveryWorker } from "./delivery-worker.ts";
import type { DeliveryScheduler } from "./delivery-scheduler.ts";

export interface JoinNotifierOptions {
  scheduler: Pick<DeliveryScheduler, "webhooks">;
  runner: Pick<DeliveryWorker, "send">;
  clock: AlarmClock;
}

/** Arrivals are collected for this long, up to a maximum per stream. */
const GATHER_MS = 1_000;
const PEOPLE = 100;
const STREAMS = 1_000;
/** Maximum number of parallel deliveries to one webhook, each of another stream. */
const AT_ONCE = 4;
/** Joins that could not be sent for this long are dropped. */
const DROP_AFTER_MS = 10_000;

/** Notifies webhooks of arrivals, once and in batches; failed ones are dropped. (SPEC WH6) */
export class JoinNotifier {
  readonly #options: JoinNotifierOptions;
  readonly #gathered = new Map<string, WebhookEvent[]>();
  /** Webhooks that have not answered yet, and get no more until they do. */
  readonly #busy = new Set<string>();
  #cancel: (() => void) | undefined;
  #closed = false;

  constructor(options: JoinNotifierOptions) {
    this.#options = options;
  }

  note(streamId: string, person: Person): void {
    const { scheduler, clock } = this.#options;
    if (!scheduler.webhooks.some((each) => wants(each, streamId, "person.joined"))) return;
    const events = this.#gathered.get(streamId) ?? [];
    if (events.length >= PEOPLE || this.#gathered.size >= STREAMS) return;
    const id = `joined.${randomUUID()}`;
    events.push({ id, type: "person.joined", timestamp: clock.nowMs(), data: { ...person } });
    this.#gathered.set(streamId, events);
    this.#cancel ??= clock.after(GATHER_MS, () => this.#tell());
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
    this.#gathered.clear();
  }

  #tell(): void {
    this.#cancel = undefined;
    const gathered = [...this.#gathered];
    this.#gathered.clear();
    for (const webhook of this.#options.scheduler.webhooks) {
      if (this.#busy.has(webhook.id)) continue;
      const told = gathered.filter(([streamId]) => wants(webhook, streamId, "person.joined"));
      this.#busy.add(webhook.id);
      void this.#send(webhook, told).then(() => this.#busy.delete(webhook.id));
    }
  }

  /** Sends joins a few streams at a time, so that a crowd does not flood the receiver. */
  async #send(webhook: SignedWebhook, told: readonly [string, WebhookEvent[]][]): Promise<void> {
    const { runner, clock } = this.#options;
    const dropAtMs = clock.nowMs() + DROP_AFTER_MS;
    const rest = told.values();
    const sendInTurn = async (): Promise<void> => {
      for (const [streamId, events] of rest) {
        if (this.#closed || clock.nowMs() >= dropAtMs) return;
        try {
          const body = { webhookId: webhook.id, streamId, events };
          await runner.send(webhook, `${webhook.id} ${events[0]!.id}`, body);
        } catch {
          // Joins are sent once, and dropped on failure. (SPEC WH6)
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sendInTurn));
  }
}
