import type { TestProject } from "vitest/node";
import { buildServer } from "../../scripts/lib/build-server.ts";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/**
 * The server as it is built, for the tests that start the command; and one Postgres for the whole
 * run, in which each test makes its own database.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const [postgres] = await Promise.all([startPostgres(), buildServer()]);
  project.provide("postgresUrl", postgres.url);
  return postgres.stop;
}
