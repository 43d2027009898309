import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { defaultClientConditions, defineConfig } from "vite";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const { version } = JSON.parse(readFileSync(folder("../../widget/package.json"), "utf8")) as {
  version: string;
};

export default defineConfig(({ command }) => ({
  root: folder("."),
  // The server may be under a path of its origin.
  base: command === "build" ? "./" : "/studio/",
  define: { LIVE_CHAT_VERSION: JSON.stringify(version), LIVE_CHAT_IS_SCRIPT: "false" },
  resolve: { conditions: ["live-chat-source", ...defaultClientConditions] },
  build: {
    outDir: folder("../../server/dist/public/studio"),
    emptyOutDir: true,
    target: "es2022",
    // The page's policy allows no data: URLs and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
}));
