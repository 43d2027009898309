import { randomUUID } from "node:crypto";
import type { AlarmClock } from "../chat/ports/clock.ts";
import type { DomainEvents } from "../chat/ports/domain-events.ts";
import type { WebhookStore } from "../chat/webhooks/webhook-store.ts";
import type { WebhookAdmin } from "../chat/webhooks/webhook.ts";
import { JoinNotifier } from "./join-notifier.ts";
import { DeliveryWorker } from "./delivery-worker.ts";
import { createWebhookAdmin } from "./webhook-admin.ts";
import { createPost } from "./post-delivery.ts";
import { DeliveryScheduler } from "./delivery-scheduler.ts";

export interface WebhooksOptions {
  store: WebhookStore;
  clock: AlarmClock;
  events: DomainEvents;
  allowPrivate: boolean;
  warn: (error: unknown) => void;
}

/** The webhooks of one node. */
export interface Webhooks {
  readonly scheduler: DeliveryScheduler;
  readonly admin: WebhookAdmin;
  close(): Promise<void>;
}

/** Starts the delivery of what is committed, and of arrivals, to webhooks. */
export function openWebhooks({
  store,
  clock,
  events,
  allowPrivate,
  warn,
}: WebhooksOptions): Webhooks {
  const nowMs = () => clock.nowMs();
  const runner = new DeliveryWorker({
    store,
    nowMs,
    random: Math.random,
    holder: randomUUID(),
    post: createPost({ allowPrivate }),
  });
  const scheduler = new DeliveryScheduler({
    store,
    runner,
    events,
    clock,
    warn,
    random: Math.random,
  });
  const joinNotifier = new JoinNotifier({ scheduler, runner, clock });
  events.on("person-arrived", ({ streamId, person }) => joinNotifier.note(streamId, person));
  return {
    scheduler,
    close: async () => {
      joinNotifier.close();
      await scheduler.close();
    },
    admin: createWebhookAdmin({ store, scheduler, runner, allowPrivate, nowMs }),
  };
}
