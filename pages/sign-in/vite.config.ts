import { fileURLToPath } from "node:url";

import { defaultClientConditions, defineConfig } from "vite";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ command }) => ({
  root: folder("."),
  // The server may be under a path of its origin.
  base: command === "build" ? "./" : "/sign-in/",
  resolve: { conditions: ["live-chat-source", ...defaultClientConditions] },
  build: {
    outDir: folder("../../server/dist/public/sign-in"),
    emptyOutDir: true,
    // The page's policy allows no data: URLs and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
}));
