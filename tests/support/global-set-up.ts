import type { TestProject } from "vitest/node";
import { buildServer } from "../../scripts/lib/build-server.ts";
import type * as storage from "../../server/src/storage/open-storage.ts";
import { makeDatabase, MIGRATED, startPostgres } from "./postgres.ts";

const OPEN_STORAGE = new URL("../../server/dist/storage/open-storage.js", import.meta.url).href;

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/**
 * The built server, for tests that start the command; and one Postgres for the whole run, in which
 * each test creates its own database. One database is already migrated, to be copied.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const [postgres] = await Promise.all([startPostgres(), buildServer()]);
  // The built module, because global set-up does not resolve modules as tests do.
  const { openStorage } = (await import(OPEN_STORAGE)) as typeof storage;
  const migrated = await makeDatabase(postgres.url, MIGRATED);
  const { log } = await openStorage({ databaseUrl: migrated }, { nowMs: () => Date.now() });
  await log.close();
  project.provide("postgresUrl", postgres.url);
  return postgres.stop;
}
