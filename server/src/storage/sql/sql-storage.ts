import { SqlModerationStore } from "./moderation/sql-moderation-store.ts";
import type { Database } from "./schema.ts";
import type { SqlDialect } from "./sql-dialect.ts";
import { SqlDeviceSignInStore } from "./sign-in/sql-device-sign-in-store.ts";
import { SqlInvitationStore } from "./sign-in/sql-invitation-store.ts";
import { SqlMessageLog } from "./log/sql-message-log.ts";
import { SqlSecretStore } from "./sign-in/sql-secret-store.ts";
import { SqlSessionStore } from "./sign-in/sql-session-store.ts";
import { SqlReservedNameStore } from "./sign-in/sql-reserved-name-store.ts";
import { SqlShowStore } from "./shows/sql-show-store.ts";
import { SqlWebhookStore } from "./webhooks/sql-webhook-store.ts";
import type { Storage } from "../storage.ts";

/**
 * All stores in one SQL database.
 *
 * `commits` is another interface to the same database, for appends to logs, so that commits do not
 * wait behind other queries. (SPEC LOG11)
 */
export function sqlStorage(db: Database, dialect: SqlDialect, commits: Database = db): Storage {
  return {
    deviceSignIns: new SqlDeviceSignInStore(db, dialect),
    invitations: new SqlInvitationStore(db, dialect),
    log: new SqlMessageLog(db, dialect, commits),
    moderation: new SqlModerationStore(db, dialect),
    secrets: new SqlSecretStore(db),
    sessions: new SqlSessionStore(db, dialect),
    reservedNames: new SqlReservedNameStore(db),
    shows: new SqlShowStore(db, dialect),
    webhooks: new SqlWebhookStore(db, dialect),
  };
}
