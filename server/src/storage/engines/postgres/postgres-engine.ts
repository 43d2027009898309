import type { StorageEngine, StorageOptions } from "../../engine.ts";

/** Where a Postgres is shared with others, the chat's tables are apart from theirs. */
const DEFAULT_SCHEMA = "live_chat";

/** Postgres, which any number of servers may share. */
export const postgresEngine: StorageEngine = {
  accepts: (databaseUrl) => databaseUrl.startsWith("postgres"),
  isShared: true,
  isDurable: true,
  open: async (options, _clock, notify) =>
    (await loadPostgres()).openPostgres({ ...toPostgresOptions(options), notify }),
  openTables: async (options, notify) =>
    (await loadPostgres()).openPostgresDatabase({ ...toPostgresOptions(options), notify }),
};

/** Only who uses Postgres loads its client. */
const loadPostgres = () => import("./open-postgres.ts");

function toPostgresOptions({ databaseUrl, databaseCa, databaseSchema }: StorageOptions) {
  return {
    url: databaseUrl,
    schema: databaseSchema ?? DEFAULT_SCHEMA,
    ...(databaseCa && { caFile: databaseCa }),
  };
}
