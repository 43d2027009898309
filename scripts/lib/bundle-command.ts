import { join } from "node:path";

import { build, defaultServerConditions, type InlineConfig } from "vite";

import { ROOT } from "./paths.ts";

/** Native, with threads of their own, or needed by few: they stay as they were installed. */
const AS_INSTALLED = ["better-sqlite3", "pg", "pino", "pino-pretty", "@redis/client"];

/**
 * The command and its threads, with their libraries, in a few files instead of 1,200: finding and
 * linking those took more than half of a start. (docs/decisions/0045-a-bundled-command.md)
 *
 * Flat and beside what `tsc` has written, since the code finds its other files from there.
 */
const COMMAND: InlineConfig = {
  root: join(ROOT, "server"),
  configFile: false,
  logLevel: "warn",
  build: {
    ssr: true,
    outDir: "dist",
    emptyOutDir: false,
    copyPublicDir: false,
    target: "node22",
    minify: false,
    license: { fileName: "licenses.md" },
    rolldownOptions: {
      input: {
        cli: "src/cli.ts",
        "sqlite-worker": "src/storage/engines/sqlite/sqlite-worker.ts",
        "filter-worker": "src/patterns/filter-worker.ts",
      },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].bundled.js" },
    },
  },
  ssr: {
    noExternal: true,
    external: AS_INSTALLED,
    resolve: { conditions: ["live-chat-source", ...defaultServerConditions] },
  },
};

/** Bundles the server's command into `server/dist`. */
export async function bundleCommand(): Promise<void> {
  await build(COMMAND);
}

if (import.meta.main) await bundleCommand();
