import type { ModerationStore } from "../chat/ports/moderation-store.ts";
import type { DeviceSignInStore } from "../chat/ports/device-sign-in-store.ts";
import type { InvitationStore } from "../chat/ports/invitation-store.ts";
import type { WebhookStore } from "../chat/webhooks/webhook-store.ts";
import type { MessageLog } from "../chat/ports/message-log.ts";
import type { SecretStore } from "../chat/ports/secret-store.ts";
import type { SessionStore } from "../chat/ports/session-store.ts";
import type { ShowStore } from "../chat/ports/show-store.ts";
import type { ReservedNameStore } from "../chat/ports/reserved-name-store.ts";

/** The stores of one database. Closing the log closes all of them. */
export interface Storage {
  deviceSignIns: DeviceSignInStore;
  invitations: InvitationStore;
  log: MessageLog;
  moderation: ModerationStore;
  secrets: SecretStore;
  sessions: SessionStore;
  reservedNames: ReservedNameStore;
  shows: ShowStore;
  webhooks: WebhookStore;
}
