import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "vite";

import { mustRun } from "../../scripts/lib/run-command.ts";

const FOLDER = fileURLToPath(new URL("rivals/", import.meta.url));
const INSTALLED = join(FOLDER, "node_modules/.package-lock.json");
const LOCK = join(FOLDER, "package-lock.json");

/** Whose lists are compared; ours comes first, and the others are told in ratios to it. */
export const LISTS = [
  "live-chat",
  "stream-chat-react",
  "deep-chat",
  "vue-advanced-chat",
  "chatscope",
] as const;
export type ListName = (typeof LISTS)[number];

/** Installs the rivals, which nothing else needs, unless they are there. */
export async function installRivals(): Promise<void> {
  if (existsSync(INSTALLED) && statSync(INSTALLED).mtimeMs >= statSync(LOCK).mtimeMs) return;
  console.log("Installing the rivals …");
  await mustRun("npm", ["ci", "--prefix", FOLDER, "--no-audit", "--no-fund", "--ignore-scripts"]);
}

/** Bundles the page of a list, as a site in production would, into a folder. */
export async function buildList(name: ListName, outDir: string): Promise<void> {
  const entry =
    name === "live-chat"
      ? fileURLToPath(new URL("own-list.ts", import.meta.url))
      : join(FOLDER, `${name}.js`);
  await build({
    configFile: false,
    root: FOLDER,
    logLevel: "error",
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { conditions: ["live-chat-source", "browser", "production", "import", "default"] },
    build: {
      outDir,
      emptyOutDir: false,
      minify: true,
      cssCodeSplit: false,
      chunkSizeWarningLimit: 10_000,
      lib: { entry, formats: ["es"], fileName: () => "list.js", cssFileName: "list" },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
}
