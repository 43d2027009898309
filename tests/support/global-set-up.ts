import type { TestProject } from "vitest/node";
import { buildServer } from "../../scripts/lib/build-server.ts";
import { startMigratedPostgres } from "./migrated-postgres.ts";

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
  await buildServer();
  const postgres = await startMigratedPostgres();
  project.provide("postgresUrl", postgres.url);
  return postgres.stop;
}
