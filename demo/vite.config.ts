import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { defineConfig, type Plugin } from "vite";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: folder("."),
  // The server may be under a path of its origin.
  base: "./",
  plugins: [barAbovePages()],
  build: {
    outDir: folder("../server/dist/public"),
    emptyOutDir: true,
    // The page's policy allows no data: URLs and no inline scripts.
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: ["index.html", "embed.html", "embed-example.html"].map(folder) },
  },
});

/** Puts the one bar into every page that has a place for it. */
function barAbovePages(): Plugin {
  return {
    name: "bar-above-pages",
    transformIndexHtml: {
      order: "pre",
      handler: (html) => html.replace("<!-- bar -->", readFileSync(folder("bar.html"), "utf8")),
    },
  };
}
