import { chdir } from "node:process";

import { buildIfStale } from "./build.ts";
import { ROOT } from "./lib/paths.ts";

// Settings (.env) and data (./data) are the repository's, wherever the command was typed.
chdir(ROOT);
await buildIfStale();
await import("../server/dist/cli.js");
