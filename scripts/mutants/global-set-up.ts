import type { TestProject } from "vitest/node";

/** Lends the tests the Postgres that outlives them. */
export default function setUp(project: TestProject): void {
  project.provide("postgresUrl", process.env["MUTANTS_POSTGRES"] ?? "");
}
