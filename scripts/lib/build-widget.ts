import { join } from "node:path";

import { build } from "vite";

import { BUILDS } from "../../vite.config.ts";
import { ROOT } from "./paths.ts";

/** Builds the element's modules and its script files. */
export async function buildWidget(): Promise<void> {
  const configFile = join(ROOT, "vite.config.ts");
  for (const mode of Object.keys(BUILDS)) await build({ configFile, mode, logLevel: "warn" });
}

if (import.meta.main) await buildWidget();
