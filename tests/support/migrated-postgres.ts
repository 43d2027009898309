import type * as storage from "../../server/src/storage/open-storage.ts";
import { makeDatabase, MIGRATED, startPostgres } from "./postgres.ts";

const OPEN_STORAGE = new URL("../../server/dist/storage/open-storage.js", import.meta.url).href;

/** Starts a Postgres with one migrated database, which tests copy. The server must be built. */
export async function startMigratedPostgres(): ReturnType<typeof startPostgres> {
  const postgres = await startPostgres();
  // The built module, because those who call this do not resolve modules as tests do.
  const { openStorage } = (await import(OPEN_STORAGE)) as typeof storage;
  const migrated = await makeDatabase(postgres.url, MIGRATED);
  const { log } = await openStorage({ databaseUrl: migrated }, { nowMs: () => Date.now() });
  await log.close();
  return postgres;
}
