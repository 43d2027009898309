import type { StorageEngine, StorageOptions } from "../../engine.ts";

/** Keeps the chat's tables apart from others in a shared Postgres. */
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

/** Loads the Postgres client on demand. */
const loadPostgres = () => import("./open-postgres.ts");

function toPostgresOptions({ databaseUrl, databaseCa, databaseSchema }: StorageOptions) {
  return {
    url: databaseUrl,
    schema: databaseSchema ?? DEFAULT_SCHEMA,
    ...(databaseCa && { caFile: databaseCa }),
  };
}
