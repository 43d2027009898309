import { randomUUID } from "node:crypto";
import type { AlarmClock } from "../chat/ports/clock.ts";
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
  allowPrivate: boolean;
  warn: (error: unknown) => void;
}

/** The webhooks of one node. */
export interface Webhooks {
  readonly scheduler: DeliveryScheduler;
  readonly joinNotifier: JoinNotifier;
  readonly admin: WebhookAdmin;
  close(): Promise<void>;
}

/** Creates the delivery of webhooks. */
export function openWebhooks({ store, clock, allowPrivate, warn }: WebhooksOptions): Webhooks {
  const nowMs = () => clock.nowMs();
  const runner = new DeliveryWorker({
    store,
    nowMs,
    random: Math.random,
    holder: randomUUID(),
    post: createPost({ allowPrivate }),
  });
  const scheduler = new DeliveryScheduler({ store, runner, clock, warn, random: Math.random });
  const joinNotifier = new JoinNotifier({ scheduler, runner, clock });
  return {
    scheduler,
    joinNotifier,
    close: async () => {
      joinNotifier.close();
      await scheduler.close();
    },
    admin: createWebhookAdmin({ store, scheduler, runner, allowPrivate, nowMs }),
  };
}
