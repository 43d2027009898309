import { Migrator, type MigrationProvider, type MigratorProps } from "kysely/migration";
import { identityMigration } from "./migrations/0002-identity.ts";
import { moderation } from "./migrations/0003-moderation.ts";
import { auditByMessage } from "./migrations/0005-audit-by-message.ts";
import { shadowedById } from "./migrations/0016-shadowed-by-id.ts";
import { sessions } from "./migrations/0007-sessions.ts";
import { reservedNames } from "./migrations/0008-reserved-names.ts";
import { invitations } from "./migrations/0011-invitations.ts";
import { channels } from "./migrations/0013-channels.ts";
import { retentionMark } from "./migrations/0010-retention-mark.ts";
import { shadowed } from "./migrations/0009-shadowed.ts";
import { deviceSignIns } from "./migrations/0014-device-sign-ins.ts";
import { minuteNotes } from "./migrations/0012-minute-notes.ts";
import { webhooks } from "./migrations/0004-webhooks.ts";
import { webhookChannels } from "./migrations/0015-webhook-channels.ts";
import { purges } from "./migrations/0006-purges.ts";
import { streamLog } from "./migrations/0001-stream-log.ts";
import type { Database } from "./schema.ts";
import type { SqlDialect } from "./sql-dialect.ts";

/** Where completed migrations are recorded. */
type MigrationRecord = Pick<
  MigratorProps,
  "migrationTableSchema" | "migrationTableName" | "migrationLockTableName"
>;

/** Migrates a database. Several processes may start at once: one migrates, the others wait. */
export async function migrate(
  db: Database,
  dialect: SqlDialect,
  record: MigrationRecord = {},
): Promise<void> {
  const provider: MigrationProvider = {
    getMigrations: async () => ({
      "0001-stream-log": streamLog(dialect),
      "0002-identity": identityMigration,
      "0003-moderation": moderation,
      "0004-webhooks": webhooks,
      "0005-audit-by-message": auditByMessage,
      "0006-purges": purges,
      "0007-sessions": sessions,
      "0008-reserved-names": reservedNames,
      "0009-shadowed": shadowed,
      "0010-retention-mark": retentionMark,
      "0011-invitations": invitations,
      "0012-minute-notes": minuteNotes(dialect),
      "0013-channels": channels,
      "0014-device-sign-ins": deviceSignIns,
      "0015-webhook-channels": webhookChannels,
      "0016-shadowed-by-id": shadowedById,
    }),
  };
  const { error } = await new Migrator({ db, provider, ...record }).migrateToLatest();
  if (error) throw error;
}
