import { readFileSync } from "node:fs";
import { defaultClientConditions, defineConfig, type BuildOptions, type UserConfig } from "vite";
import { collapseTemplates } from "./scripts/lib/collapse-templates.ts";
import { LEFT_OUT, STUBS, UNUSED } from "./scripts/lib/left-out.ts";
import { shrinkScript } from "./scripts/lib/shrink-script.ts";

const root = `${import.meta.dirname}/widget`;
const { version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8")) as { version: string };
const DEFINE = { LIVE_CHAT_VERSION: JSON.stringify(version), LIVE_CHAT_IS_SCRIPT: "false" };

/* AMD's loader gets the module by name: an anonymous one would answer the page's next request. */
const OFFER_TO_LOADERS =
  'globalThis.LiveChat=LiveChat;typeof module=="object"&&module.exports?module.exports=LiveChat:' +
  'typeof define=="function"&&define.amd&&define("live-chat-element",[],()=>LiveChat);';

const LAZY_ALIAS = { ...LEFT_OUT, lit: `${STUBS}/lit-stub.ts` };
const SCRIPT_ALIAS = { ...LEFT_OUT, "./lazy-modules.ts": `${root}/dist/cdn/live-chat.lazy.js` };
const ONE_FILE = { minify: true, comments: false, codeSplitting: false };
const MODULES = {
  index: "src/index.ts",
  define: "src/define.ts",
  client: "src/client/index.ts",
  react: "src/react/index.ts",
  supabase: "src/supabase.ts",
  "without-dom": "src/without-dom.ts",
};
/** Nothing but types, which some import for their effect. */
const TYPINGS = ["jsx", "vue", "svelte"].map((name) => [name, `src/typings/${name}.ts`] as const);

function build(
  rolldownOptions: BuildOptions["rolldownOptions"] & {},
  outDir: string,
  more: UserConfig = {},
): UserConfig {
  return {
    root,
    define: { ...DEFINE, ...more.define },
    plugins: [collapseTemplates(), ...(more.plugins ?? [])],
    resolve: { conditions: ["live-chat-source", ...defaultClientConditions], ...more.resolve },
    build: {
      outDir,
      emptyOutDir: false,
      target: "es2022",
      minify: outDir !== "dist",
      lib: { entry: "src/define.ts", name: "LiveChat", formats: ["es"], ...more.build?.lib },
      rolldownOptions,
    },
  };
}

/** Everything that is built, in this order. */
export const BUILDS: Readonly<Record<string, UserConfig>> = {
  /** Modules for bundlers, which bring libraries from the registry. */
  npm: build(
    {
      external: /^(lit|react|react-dom|socket\.io-client|live-chat-element)(\/|$)/,
      output: {
        // Servers of React components import it, and leave it to browsers.
        banner: ({ name }) => (name === "react" ? '"use client";' : ""),
        chunkFileNames: "[name].js",
      },
    },
    "dist",
    { build: { lib: { entry: { ...MODULES, ...Object.fromEntries<string>(TYPINGS) } } } },
  ),
  /** What few need, all languages among it: a file that knows all the others, and has no Lit. */
  lazy: build(
    {
      output: {
        minify: true,
        entryFileNames: "live-chat.lazy.js",
        chunkFileNames: "live-chat/[name]-[hash].js",
      },
    },
    "dist/cdn",
    { build: { lib: { entry: "src/lazy-modules.ts" } }, resolve: { alias: LAZY_ALIAS } },
  ),
  /** What everyone needs, in one file that knows the lazy build's. */
  script: build(
    {
      external: /^\.\/live-chat\//,
      makeAbsoluteExternalsRelative: false,
      output: { ...ONE_FILE, entryFileNames: "live-chat.js" },
    },
    "dist/cdn",
    {
      define: { LIVE_CHAT_IS_SCRIPT: "true" },
      plugins: [shrinkScript({ isModule: true })],
      resolve: { alias: SCRIPT_ALIAS },
    },
  ),
  /** A classic script with everything in it. */
  classic: build(
    {
      checks: { emptyImportMeta: false },
      output: { ...ONE_FILE, entryFileNames: "live-chat.umd.js", footer: OFFER_TO_LOADERS },
    },
    "dist/cdn",
    {
      build: { lib: { entry: "src/define.ts", formats: ["iife"] } },
      plugins: [shrinkScript({ isModule: false })],
      resolve: { alias: UNUSED },
    },
  ),
};

export default defineConfig(({ mode }) => BUILDS[mode] ?? BUILDS["npm"]!);
