import { join } from "node:path";

import { build } from "vite";

import { MODES } from "../../vite.config.ts";
import { ROOT } from "./paths.ts";

/** Builds the element's modules, its one-file builds and what lies beside them. */
export async function buildWidget(): Promise<void> {
  const configFile = join(ROOT, "vite.config.ts");
  for (const mode of MODES) await build({ configFile, mode, logLevel: "warn" });
}

if (import.meta.main) await buildWidget();
