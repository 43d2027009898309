import { accept, refuse, type Result } from "#protocol";
import type { WebhookStore } from "../chat/webhooks/webhook-store.ts";
import type { SignedWebhook, Webhook, WebhookAdmin } from "../chat/webhooks/webhook.ts";
import type { DeliveryWorker } from "./delivery-worker.ts";
import { isPublicAddress, literalAddress, NOT_ALLOWED } from "./public-address.ts";
import { newSecret } from "./sign-delivery.ts";
import type { DeliveryScheduler } from "./delivery-scheduler.ts";

export interface WebhookAdminOptions {
  store: WebhookStore;
  scheduler: DeliveryScheduler;
  runner: DeliveryWorker;
  allowPrivate: boolean;
  nowMs: () => number;
}

const MOST = 50;
const TROUBLES = 100;
const UNKNOWN = refuse("not-found", { message: "There is no such webhook." });

/** The operator's requests about webhooks, on any node. (SPEC WH1) */
export function createWebhookAdmin(options: WebhookAdminOptions): WebhookAdmin {
  const { store, scheduler, runner, nowMs } = options;
  const find = async (id: string) => (await store.all()).find((each) => each.id === id);
  return {
    async put(webhook, secret) {
      const fault = faultOf(webhook.url, options.allowPrivate);
      if (fault) return refuse("bad-request", { message: fault });
      const all = await store.all();
      const before = all.find(({ id }) => id === webhook.id);
      if (!before && all.length >= MOST)
        return refuse("conflict", { message: `There are ${MOST} webhooks. Delete one first.` });
      const kept = secret ?? before?.secret ?? newSecret();
      await store.put({ ...webhook, secret: kept });
      await scheduler.reload();
      return accept({ webhook, ...(kept !== before?.secret && { secret: kept }) });
    },
    list: async () => (await store.all()).map(withoutSecret),
    async get(id) {
      const webhook = await find(id);
      if (!webhook) return UNKNOWN;
      const troubles = await store.readTroubles(id, TROUBLES);
      return accept({ webhook: withoutSecret(webhook), troubles });
    },
    async delete(id) {
      if (!(await store.delete(id))) return UNKNOWN;
      await scheduler.reload();
      return accept({});
    },
    async test(
      id,
    ): Promise<Result<{ outcome: { delivered: true } | { delivered: false; error: string } }>> {
      const webhook = await find(id);
      if (!webhook) return UNKNOWN;
      const ping = { id: `ping.${nowMs()}`, type: "ping", timestamp: nowMs(), data: {} } as const;
      const result = await runner.send(webhook, `${id} ${ping.id}`, {
        webhookId: id,
        events: [ping],
      });
      return accept({
        outcome: result.ok ? { delivered: true } : { delivered: false, error: result.error },
      });
    },
    async retry(id) {
      if (!(await find(id))) return UNKNOWN;
      await store.resume(id);
      await scheduler.reload();
      await scheduler.resume(id);
      return accept({});
    },
  };
}

/** Why a URL cannot be a webhook, as far as this is known without resolving its name. (SPEC WH5) */
function faultOf(address: string, allowPrivate: boolean): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return "url must be an https address.";
  if (url.username || url.password) return "url must not have a password in it.";
  if (allowPrivate) return undefined;
  if (url.protocol !== "https:")
    return "url must be an https address. CHAT_WEBHOOK_PRIVATE=true allows http, and your own network.";
  const literal = literalAddress(url);
  return literal && !isPublicAddress(literal) ? NOT_ALLOWED : undefined;
}

function withoutSecret({ secret: _, ...webhook }: SignedWebhook): Webhook {
  return webhook;
}
