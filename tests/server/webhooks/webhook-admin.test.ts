import { expect, it } from "vitest";
import type { Result } from "#protocol";
import type { WebhookStore } from "../../../server/src/chat/webhooks/webhook-store.ts";
import type { SignedWebhook } from "../../../server/src/chat/webhooks/webhook.ts";
import type { DeliveryScheduler } from "../../../server/src/webhooks/delivery-scheduler.ts";
import type { DeliveryWorker } from "../../../server/src/webhooks/delivery-worker.ts";
import { createWebhookAdmin } from "../../../server/src/webhooks/webhook-admin.ts";

const ADDRESS = "https://crm.example/hook";

/** The operator's requests, over webhooks in a map. */
function openAdmin() {
  const kept = new Map<string, SignedWebhook>();
  const store: Pick<WebhookStore, "all" | "put" | "readTroubles"> = {
    all: () => Promise.resolve([...kept.values()]),
    put: async (webhook) => void kept.set(webhook.id, webhook),
    readTroubles: () => Promise.resolve([]),
  };
  const scheduler: Pick<DeliveryScheduler, "reload"> = { reload: () => Promise.resolve() };
  const admin = createWebhookAdmin({
    store: store as WebhookStore,
    scheduler: scheduler as DeliveryScheduler,
    runner: {} as DeliveryWorker,
    allowPrivate: false,
    nowMs: () => 1,
  });
  return { admin, kept };
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

it("[WH1] there are fifty at most, and each of them can be changed", async () => {
  const { admin, kept } = openAdmin();
  for (let i = 0; i < 50; i++) valueOf(await admin.put({ id: `w${i}`, url: ADDRESS }, undefined));
  const changed = { id: "w7", url: `${ADDRESS}/7` };
  expect(await admin.put({ id: "w50", url: ADDRESS }, undefined)).toMatchObject({
    error: { code: "conflict" },
  });
  expect(await admin.put(changed, undefined)).toMatchObject({ ok: true });
  expect([kept.size, kept.get("w7")]).toEqual([50, expect.objectContaining(changed)]);
});

it("[WH1] the secret is told where it is new, and never again", async () => {
  const { admin, kept } = openAdmin();
  const webhook = { id: "crm", url: ADDRESS };
  const { secret } = valueOf(await admin.put(webhook, undefined));
  expect(secret).toMatch(/^whsec_/);
  // A change of something else keeps it.
  expect(valueOf(await admin.put(webhook, undefined))).toEqual({ webhook });
  expect(valueOf(await admin.put(webhook, secret))).toEqual({ webhook });
  expect(kept.get("crm")?.secret).toBe(secret);
  const fresh = `whsec_${"A".repeat(32)}`;
  expect(valueOf(await admin.put(webhook, fresh))).toEqual({ webhook, secret: fresh });
  expect(await admin.list()).toEqual([webhook]);
  expect(valueOf(await admin.get("crm"))).toEqual({ webhook, troubles: [] });
});
