import { fileURLToPath } from "node:url";

import { defineConfig } from "vite";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: folder("."),
  build: {
    outDir: folder("../server/dist/public"),
    emptyOutDir: true,
    // The page's policy allows no data: URLs and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: [folder("index.html"), folder("embed-example.html")] },
  },
});
