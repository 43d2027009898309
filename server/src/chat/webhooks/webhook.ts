import type { Result } from "#protocol";

/** What a webhook can be told of. (SPEC WH2) */
export const WEBHOOK_EVENTS = [
  ...(["message.created", "message.removed", "messages.purged", "messages.cleared"] as const),
  ...(["messages.restored", "mode.changed", "pin.changed", "action.done"] as const),
  "person.joined",
] as const;

export type WebhookEventType = (typeof WEBHOOK_EVENTS)[number];

/** An address that is told of what happens in streams. (SPEC WH1) */
export interface Webhook {
  id: string;
  url: string;
  /** What it is told of; without it, of everything. */
  events?: WebhookEventType[];
  /** Whose news it is told; without it, every stream's. */
  streams?: string[];
}

/** A webhook with what its deliveries are signed with. */
export interface SignedWebhook extends Webhook {
  /** `whsec_` and base64. */
  secret: string;
}

/** One thing that happened, as a webhook is told. (SPEC WH2) */
export interface WebhookEvent {
  /** The same in every attempt: what was heard of is known by it. */
  id: string;
  type: WebhookEventType | "ping";
  /** In ms since 1970. */
  timestamp: number;
  data: object;
}

/** A stream of which a webhook could not be told. (SPEC WH4) */
export interface WebhookTrouble {
  streamId: string;
  /** Whether it is tried no more until somebody asks for it. */
  parked: boolean;
  attempts: number;
  sinceMs: number;
  nextAtMs: number;
  lastError: string;
}

/** What came of telling a webhook. */
export type DeliveryOutcome = { delivered: true } | { delivered: false; error: string };

/** What the operator does with webhooks. */
export interface WebhookAdmin {
  /** Makes or changes one; tells the secret where there is a new one. (SPEC WH1) */
  put(
    webhook: Webhook,
    secret: string | undefined,
  ): Promise<Result<{ webhook: Webhook; secret?: string }>>;
  list(): Promise<Webhook[]>;
  get(id: string): Promise<Result<{ webhook: Webhook; troubles: WebhookTrouble[] }>>;
  delete(id: string): Promise<Result<Record<string, never>>>;
  /** Tells it of a `ping`, now and once. */
  test(id: string): Promise<Result<{ outcome: DeliveryOutcome }>>;
  /** Tells it at once of what it could not be told. (SPEC WH4) */
  retry(id: string): Promise<Result<Record<string, never>>>;
}
