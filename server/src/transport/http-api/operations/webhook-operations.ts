import { accept, refuse, type Result } from "#protocol";
import { z } from "zod";
import { operation, type Call, type Operation } from "../operation.ts";
import * as forms from "../schemas/webhook-schemas.ts";

const PATH = "/webhooks/{webhookId}";
const ID = /^[A-Za-z0-9_-]{1,64}$/;

const listWebhooks = operation({
  method: "get",
  path: "/webhooks",
  id: "listWebhooks",
  access: "operator",
  summary: "Every webhook, without secrets.",
  answer: z.object({ webhooks: z.array(forms.webhook) }),
  handle: async ({ webhooks }) => accept({ webhooks: await webhooks.list() }),
});

const putWebhook = operation({
  method: "put",
  path: PATH,
  id: "putWebhook",
  access: "operator",
  summary: "Makes or changes a webhook; it receives events from then on.",
  body: forms.webhookSettings,
  answer: z.object({
    webhook: forms.webhook,
    secret: z.string().exactOptional().describe("The secret that signs deliveries, if it is new."),
  }),
  handle: async (call) => {
    const id = parseId(call);
    if (!id.ok) return id;
    const { secret, ...settings } = call.body;
    return call.webhooks.put({ id: id.value, ...settings }, secret);
  },
});

const getWebhook = operation({
  method: "get",
  path: PATH,
  id: "getWebhook",
  access: "operator",
  summary: "A webhook, and the first hundred streams whose events could not be delivered to it.",
  answer: z.object({ webhook: forms.webhook, troubles: z.array(forms.webhookTrouble) }),
  handle: (call) => call.webhooks.get(idOf(call)),
});

const deleteWebhook = operation({
  method: "delete",
  path: PATH,
  id: "deleteWebhook",
  access: "operator",
  summary: "Deletes a webhook.",
  answer: z.object({}),
  handle: (call) => call.webhooks.delete(idOf(call)),
});

const testWebhook = operation({
  method: "post",
  path: `${PATH}/test`,
  id: "testWebhook",
  access: "operator",
  summary: "Sends a ping to a webhook, once, and answers with the result.",
  answer: z.object({ outcome: forms.deliveryOutcome }),
  handle: (call) => call.webhooks.test(idOf(call)),
});

const retryWebhook = operation({
  method: "post",
  path: `${PATH}/retry`,
  id: "retryWebhook",
  access: "operator",
  summary: "Retries at once everything that failed or was parked.",
  answer: z.object({}),
  handle: (call) => call.webhooks.retry(idOf(call)),
});

/** The operator's operations on webhooks. (SPEC WH1) */
export const webhookOperations: readonly Operation[] = [
  ...[listWebhooks, putWebhook, getWebhook, deleteWebhook, testWebhook, retryWebhook],
];

function idOf({ params }: Call): string {
  return params["webhookId"] ?? "";
}

function parseId(call: Call): Result<string> {
  const id = idOf(call);
  if (ID.test(id)) return accept(id);
  const message = "A webhook's id has 1 to 64 characters out of A-Z a-z 0-9 _ -";
  return refuse("bad-request", { message });
}
