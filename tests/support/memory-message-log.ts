import type { Clock } from "../../server/src/chat/ports/clock.ts";
import { migrate } from "../../server/src/storage/sql/migrate.ts";
import { SqlMessageLog } from "../../server/src/storage/sql/log/sql-message-log.ts";
import { SqlDeviceSignInStore } from "../../server/src/storage/sql/sign-in/sql-device-sign-in-store.ts";
import { SqlInvitationStore } from "../../server/src/storage/sql/sign-in/sql-invitation-store.ts";
import { SqlSessionStore } from "../../server/src/storage/sql/sign-in/sql-session-store.ts";
import { memoryDatabase } from "../../server/src/storage/engines/sqlite/open-memory.ts";

const template = await migrated();

async function migrated(): Promise<Buffer> {
  const { db, dialect, database } = memoryDatabase(":memory:", { nowMs: () => 1 });
  await migrate(db, dialect);
  return database.serialize();
}

/** A log in memory that is there at once, by the clock of a test. */
export class MemoryMessageLog extends SqlMessageLog {
  constructor(clock: Clock) {
    const { db, dialect } = memoryDatabase(template, clock);
    super(db, dialect);
  }
}

/** Sessions in memory. */
export function memorySessions(clock: Clock = { nowMs: () => 1 }): SqlSessionStore {
  const { db, dialect } = memoryDatabase(template, clock);
  return new SqlSessionStore(db, dialect);
}

/** What signing in stores, in one memory. */
export function memoryStores(clock: Clock = { nowMs: () => 1 }): {
  sessions: SqlSessionStore;
  invitations: SqlInvitationStore;
  deviceSignIns: SqlDeviceSignInStore;
} {
  const { db, dialect } = memoryDatabase(template, clock);
  return {
    sessions: new SqlSessionStore(db, dialect),
    invitations: new SqlInvitationStore(db, dialect),
    deviceSignIns: new SqlDeviceSignInStore(db, dialect),
  };
}
