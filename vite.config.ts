import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defaultClientConditions, defineConfig, type UserConfig } from "vite";

const root = fileURLToPath(new URL("widget", import.meta.url));
const { version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { version: string };

const shared = {
  root,
  define: { LIVE_CHAT_VERSION: JSON.stringify(version) },
  resolve: { conditions: ["live-chat-source", ...defaultClientConditions] },
} satisfies UserConfig;

/*
 * The classic script has run, and has registered the element, whatever the
 * page's loader. AMD's gets the module by name: an anonymous one would be
 * taken for the answer to the page's next request.
 */
const OFFER_TO_LOADERS =
  'globalThis.LiveChat=LiveChat;typeof module=="object"&&module.exports?module.exports=LiveChat:' +
  'typeof define=="function"&&define.amd&&define("live-chat-element",[],()=>LiveChat);';

/** One ES module and one classic script, everything in them. */
const cdnBuild: UserConfig = {
  ...shared,
  build: {
    outDir: "dist/cdn",
    target: "es2022",
    lib: { entry: "src/define.ts", name: "LiveChat" },
    rolldownOptions: {
      // Where there is no import.meta, `script-origin.ts` asks the document.
      checks: { emptyImportMeta: false },
      output: [
        { format: "es", entryFileNames: "live-chat.js", minify: true },
        {
          format: "iife",
          name: "LiveChat",
          entryFileNames: "live-chat.umd.js",
          footer: OFFER_TO_LOADERS,
          minify: true,
        },
      ],
    },
  },
};

/** Modules for bundlers, which bring Lit from the registry. */
const npmBuild: UserConfig = {
  ...shared,
  build: {
    // The other build's folder lies inside.
    emptyOutDir: false,
    outDir: "dist",
    target: "es2022",
    minify: false,
    lib: { entry: { index: "src/index.ts", define: "src/define.ts" }, formats: ["es"] },
    rolldownOptions: {
      external: /^lit(\/|$)/,
      output: { chunkFileNames: "shared.js" },
    },
  },
};

export default defineConfig(({ mode }) => (mode === "npm" ? npmBuild : cdnBuild));
