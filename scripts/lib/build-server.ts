import { cpSync } from "node:fs";
import { join } from "node:path";

import { bundleCommand } from "./bundle-command.ts";
import { ROOT } from "./paths.ts";
import { mustRun } from "./run-command.ts";

/** Compiles the protocol and the server, as far as they have changed, and bundles the command. */
export async function buildServer(): Promise<void> {
  await mustRun("tsc", ["-b", "protocol", "server"]);
  // Packages are published without their workspace, so each carries its own copy of the contract.
  cpSync(join(ROOT, "protocol/dist"), join(ROOT, "server/dist/protocol"), { recursive: true });
  await bundleCommand();
}
