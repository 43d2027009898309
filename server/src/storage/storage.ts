import type { ModerationStore } from "../chat/moderation/moderation-store.ts";
import type { InvitationStore } from "../chat/invitation-store.ts";
import type { WebhookStore } from "../chat/webhooks/webhook-store.ts";
import type { MessageLog, SecretStore, SessionStore, StaffNameStore } from "../chat/ports.ts";

/** What a database URL opens. Closing the log closes all of it. */
export interface Storage {
  invitations: InvitationStore;
  log: MessageLog;
  moderation: ModerationStore;
  secrets: SecretStore;
  sessions: SessionStore;
  staffNames: StaffNameStore;
  webhooks: WebhookStore;
}
