import { randomUUID } from "node:crypto";
import type { AlarmClock } from "../chat/ports/clock.ts";
import type { WebhookStore } from "../chat/webhooks/webhook-store.ts";
import type { WebhookAdmin } from "../chat/webhooks/webhook.ts";
import { Arrivals } from "./arrivals.ts";
import { DeliveryWorker } from "./delivery-worker.ts";
import { createWebhookAdmin } from "./webhook-admin.ts";
import { createPost } from "./post-delivery.ts";
import { WebhookDeliveries } from "./webhook-deliveries.ts";

export interface WebhooksOptions {
  store: WebhookStore;
  clock: AlarmClock;
  allowPrivate: boolean;
  warn: (error: unknown) => void;
}

/** Webhooks, on one node. */
export interface Webhooks {
  readonly deliveries: WebhookDeliveries;
  readonly arrivals: Arrivals;
  readonly admin: WebhookAdmin;
  close(): Promise<void>;
}

/** Puts together what tells webhooks. */
export function openWebhooks({ store, clock, allowPrivate, warn }: WebhooksOptions): Webhooks {
  const nowMs = () => clock.nowMs();
  const runner = new DeliveryWorker({
    ...{ store, nowMs, random: Math.random, holder: randomUUID() },
    post: createPost({ allowPrivate }),
  });
  const deliveries = new WebhookDeliveries({ store, runner, clock, warn, random: Math.random });
  const arrivals = new Arrivals({ deliveries, runner, clock });
  return {
    ...{ deliveries, arrivals },
    close: async () => {
      arrivals.close();
      await deliveries.close();
    },
    admin: createWebhookAdmin({ store, deliveries, runner, allowPrivate, nowMs }),
  };
}
