import { CHANNEL_ID_PATTERN, STREAM_ID_PATTERN } from "#protocol";
import { z } from "zod";
import { WEBHOOK_EVENTS } from "../../../chat/webhooks/webhook.ts";
import { registerSchema } from "./registry.ts";

const settings = {
  url: z.string().max(2_048).describe("An https address."),
  events: z
    .array(z.enum(WEBHOOK_EVENTS))
    .min(1)
    .exactOptional()
    .describe("The events that the webhook receives; without it, all events."),
  streams: z
    .array(z.string().regex(STREAM_ID_PATTERN))
    .min(1)
    .max(100)
    .exactOptional()
    .describe("The streams whose events the webhook receives; without it and channels, all."),
  channels: z
    .array(z.string().regex(CHANNEL_ID_PATTERN))
    .min(1)
    .max(100)
    .exactOptional()
    .describe(
      "The channels whose events the webhook receives, with those of all of their streams.",
    ),
};

export const webhookSettings = registerSchema(
  "WebhookSettings",
  z.strictObject({
    ...settings,
    secret: z
      .string()
      .regex(/^whsec_[A-Za-z0-9+/]{32,86}={0,2}$/)
      .exactOptional()
      .describe(
        "whsec_ and base64 of 24 to 64 random bytes; the server makes one if it is left out.",
      ),
  }),
);

export const webhook = registerSchema("Webhook", z.object({ id: z.string(), ...settings }));

const trouble = {
  parked: z.boolean().describe("Whether deliveries have stopped until a retry is requested."),
  attempts: z.int(),
  sinceMs: z.number(),
  nextAtMs: z.number(),
  lastError: z.string(),
};

export const webhookTrouble = registerSchema(
  "WebhookTrouble",
  z.union([
    z.object({ streamId: z.string(), ...trouble }),
    z.object({ channelId: z.string(), ...trouble }),
  ]),
  "A stream or channel whose events could not be delivered to a webhook.",
);

export const deliveryOutcome = z.union([
  z.object({ delivered: z.literal(true) }),
  z.object({ delivered: z.literal(false), error: z.string() }),
]);
