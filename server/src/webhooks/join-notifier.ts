import { randomUUID } from "node:crypto";
import type { Person } from "#protocol";
import type { AlarmClock } from "../chat/ports/clock.ts";
import { wants } from "../chat/webhooks/webhook-events.ts";
import type { WebhookEvent } from "../chat/webhooks/webhook.ts";
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

/** Notifies webhooks of arrivals, once and in batches; failed ones are dropped. (SPEC WH6) */
export class JoinNotifier {
  readonly #options: JoinNotifierOptions;
  readonly #gathered = new Map<string, WebhookEvent[]>();
  /** Webhooks that have not answered yet, and get no more until they do. */
  readonly #busy = new Set<string>();
  #cancel: (() => void) | undefined;

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
    this.#cancel?.();
    this.#gathered.clear();
  }

  #tell(): void {
    this.#cancel = undefined;
    const gathered = [...this.#gathered];
    this.#gathered.clear();
    const { scheduler, runner } = this.#options;
    for (const webhook of scheduler.webhooks) {
      if (this.#busy.has(webhook.id)) continue;
      const told = gathered.filter(([streamId]) => wants(webhook, streamId, "person.joined"));
      this.#busy.add(webhook.id);
      const sent = told.map(([streamId, events]) =>
        runner.send(webhook, `${webhook.id} ${events[0]!.id}`, {
          webhookId: webhook.id,
          streamId,
          events,
        }),
      );
      void Promise.allSettled(sent).then(() => this.#busy.delete(webhook.id));
    }
  }
}
