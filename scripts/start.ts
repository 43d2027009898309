import { chdir } from "node:process";

import { onParentGone } from "../server/src/on-parent-gone.ts";
import { buildIfStale } from "./build.ts";
import { ROOT } from "./lib/paths.ts";

// Settings (.env) and data (./data) are the repository's, wherever the command was typed.
chdir(ROOT);
// A build takes long enough to be interrupted; from here on the server watches for itself.
const stopWatching = onParentGone(() => process.exit(1));
await buildIfStale();
stopWatching();
await import("../server/dist/cli.js");
