import type { Result } from "#protocol";

/** The event types of webhooks. (SPEC WH2) */
export const WEBHOOK_EVENTS = [
  "message.created",
  "message.removed",
  "messages.purged",
  "messages.cleared",
  "messages.restored",
  "mode.changed",
  "pin.changed",
  "action.done",
  "person.joined",
] as const;

export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** A URL that receives events of streams and channels. (SPEC WH1) */
export interface Webhook {
  id: string;
  url: string;
  /** The event types that it receives; all by default. */
  events?: WebhookEventType[];
  /** The streams whose events it receives; without these and `channels`, all. */
  streams?: string[];
  /** The channels whose events it receives, with those of all of their streams. */
  channels?: string[];
}

/** A webhook with the secret that signs its deliveries. */
export interface SignedWebhook extends Webhook {
  /** `whsec_` and base64. */
  secret: string;
}

/** One event as delivered to a webhook. (SPEC WH2) */
export interface WebhookEvent {
  /** The same in every attempt, so that receivers can skip duplicates. */
  id: string;
  type: WebhookEventType | "ping";
  /** In ms since 1970. */
  timestamp: number;
  data: object;
}

/** A stream or channel whose events could not be delivered to a webhook. (SPEC WH4) */
export type WebhookTrouble = ({ streamId: string } | { channelId: string }) & DeliveryTrouble;

interface DeliveryTrouble {
  /** Whether delivery is suspended until somebody resumes it. */
  parked: boolean;
  attempts: number;
  sinceMs: number;
  nextAtMs: number;
  lastError: string;
}

/** Result of a delivery. */
export type DeliveryOutcome = { delivered: true } | { delivered: false; error: string };

/** The operator's requests about webhooks. */
export interface WebhookAdmin {
  /** Creates or changes a webhook; returns the secret if it is new. (SPEC WH1) */
  put(
    webhook: Webhook,
    secret: string | undefined,
  ): Promise<Result<{ webhook: Webhook; secret?: string }>>;
  list(): Promise<Webhook[]>;
  get(id: string): Promise<Result<{ webhook: Webhook; troubles: WebhookTrouble[] }>>;
  delete(id: string): Promise<Result<Record<string, never>>>;
  /** Sends a `ping` event to it once, immediately. */
  test(id: string): Promise<Result<{ outcome: DeliveryOutcome }>>;
  /** Immediately retries undelivered events. (SPEC WH4) */
  retry(id: string): Promise<Result<Record<string, never>>>;
}
