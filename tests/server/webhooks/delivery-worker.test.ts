import { expect, it } from "vitest";
import type {
  CursorEvents,
  DeliveryCursor,
  DeliveryFailure,
  WebhookStore,
} from "../../../server/src/chat/webhooks/webhook-store.ts";
import { DeliveryWorker } from "../../../server/src/webhooks/delivery-worker.ts";
import type { PostResult } from "../../../server/src/webhooks/post-delivery.ts";

const HOUR_MS = 60 * 60_000;
const NOW_MS = 1_000_000_000_000;
const HOOK = { id: "crm", url: "https://crm.example/hook", secret: "whsec_c2VjcmV0" };
const FAILED: PostResult = { ok: false, error: "It answered 503." };

/** A worker whose stream has three pages of events and has failed for a while; and what it stores. */
function openWorker(cursor: Partial<DeliveryCursor>, answers: PostResult[]) {
  const failures: (DeliveryFailure & Pick<DeliveryCursor, "position">)[] = [];
  const reads: Pick<DeliveryCursor, "position" | "upTo">[] = [];
  const leases: number[] = [];
  const ids: string[] = [];
  const store: Pick<WebhookStore, "claim" | "readNext" | "advance" | "fail"> = {
    claim: async () => ({
      outcome: "claimed",
      cursor: {
        ...{ webhookId: "crm", streamId: "s1", nowMs: NOW_MS, attempts: 0 },
        position: { seq: 0, actions: 0 },
        ...cursor,
      },
    }),
    readNext: async ({ streamId, position, upTo }): Promise<CursorEvents> => {
      reads.push({ position, ...(upTo && { upTo }) });
      const seq = position.seq + 1;
      const author = { userId: "tom", nickname: "Tom", role: "guest" } as const;
      const place = { seq, id: `i${seq}`, timestamp: NOW_MS };
      const entry = { kind: "message", ...place, ...author, message: `message ${seq}` } as const;
      return {
        epoch: `log of ${streamId}`,
        items: [{ entry }],
        to: { seq, actions: 0 },
        more: seq < 3,
      };
    },
    advance: async (_cursor, _holder, _to, leaseMs) => {
      leases.push(leaseMs);
      return true;
    },
    fail: async ({ position }, _holder, failure) => void failures.push({ position, ...failure }),
  };
  const worker = new DeliveryWorker({
    store: store as WebhookStore,
    post: async (_url, headers) => {
      ids.push(headers["webhook-id"]!);
      return answers.shift() ?? { ok: true };
    },
    random: () => 0.5,
    holder: "node",
    nowMs: () => NOW_MS,
  });
  return { worker, store, failures, reads, leases, ids };
}

it("[WH4] counts a failure from the start once a delivery was accepted", async () => {
  const failing = {
    attempts: 12,
    failingSinceMs: NOW_MS - 25 * HOUR_MS,
    upTo: { seq: 1, actions: 0 },
  };
  const { worker, failures, reads } = openWorker(failing, [{ ok: true }, FAILED]);
  expect(await worker.run(HOOK, "s1")).toEqual({ outcome: "failed", againMs: 5_000 });
  expect(failures).toMatchObject([
    { position: { seq: 1 }, parked: false, retryAfterMs: 5_000, error: "It answered 503." },
  ]);
  // Only the failed delivery is repeated as it was.
  expect(reads).toEqual([
    { position: { seq: 0, actions: 0 }, upTo: failing.upTo },
    { position: { seq: 1, actions: 0 } },
  ]);
});

it.each([
  ["is tried again", 24 * HOUR_MS - 1, false],
  ["is parked", 24 * HOUR_MS, true],
])("[WH4] what is refused %s after %i ms of failures", async (_, failingMs, parked) => {
  const failing = { attempts: 30, failingSinceMs: NOW_MS - failingMs };
  const { worker, failures } = openWorker(failing, [FAILED]);
  const run = await worker.run(HOOK, "s1");
  expect(failures).toMatchObject([{ parked }]);
  expect(run).toEqual({ outcome: "failed", ...(!parked && { againMs: HOUR_MS }) });
});

it("[WH4] is parked at once where the receiver is gone", async () => {
  const { worker, failures } = openWorker({}, [{ ok: false, error: "Gone.", gone: true }]);
  expect(await worker.run(HOOK, "s1")).toEqual({ outcome: "failed" });
  expect(failures).toMatchObject([{ parked: true }]);
});

it.each([
  ["goes on to the end", true, 3],
  ["ends once another node has claimed the stream", false, 1],
])("[WH3] %s", async (_, isOurs, pages) => {
  const { worker, store, reads } = openWorker({}, []);
  store.advance = async () => isOurs;
  expect(await worker.run(HOOK, "s1")).toEqual({ outcome: "told" });
  expect(reads).toHaveLength(pages);
});

it("[WH3] keeps the stream claimed until its last page is accepted, and not after it", async () => {
  const { worker, leases } = openWorker({}, []);
  await worker.run(HOOK, "s1");
  expect(leases.map((ms) => ms > 10_000)).toEqual([true, true, false]);
  expect(leases.at(-1)).toBe(0);
});

it("[WH3] names each delivery apart, of each stream and webhook, and an attempt as the one before", async () => {
  const ids: string[][] = [];
  for (const [streamId, webhookId] of [
    ["s1", "crm"],
    ["s2", "crm"],
    ["s1", "other"],
    ["s1", "crm"],
  ] as const) {
    const opened = openWorker({ streamId, webhookId }, []);
    await opened.worker.run({ ...HOOK, id: webhookId }, streamId);
    ids.push(opened.ids);
  }
  const [first, , , again] = ids;
  expect(again).toEqual(first);
  expect(new Set(ids.flat()).size).toBe(9);
});

it.each([
  [
    { outcome: "waits", ms: 700 },
    { outcome: "idle", againMs: 700 },
  ],
  [{ outcome: "parked" }, { outcome: "idle" }],
] as const)("[WH3] reads nothing of a stream that %j", async (claim, run) => {
  const { worker, store, reads } = openWorker({}, []);
  store.claim = async () => claim;
  expect(await worker.run(HOOK, "s1")).toEqual(run);
  expect(reads).toEqual([]);
});
