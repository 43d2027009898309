import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultClientConditions, defineConfig, type Plugin, type UserConfig } from "vite";

import { LIMITS } from "./protocol/src/limits.ts";

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

/**
 * What few visitors need, by the name of its file: `import()` of one of these
 * loads `live-chat.<name>.js` in the one-file builds, and a chunk elsewhere.
 */
const FILES_BESIDE: Readonly<Record<string, string>> = {
  overlay: `${root}/src/overlay/loaded/index.ts`,
  filters: `${root}/src/moderation/filters/index.ts`,
  moderation: `${root}/src/moderation/loaded/index.ts`,
  room: `${root}/src/room/loaded/index.ts`,
  settings: `${root}/src/settings/loaded/index.ts`,
  "sign-in": `${root}/src/sign-in/flow/index.ts`,
  "writing-aids": `${root}/src/writing-aids/loaded/index.ts`,
  ...Object.fromEntries(
    ["ko", "ja", "th", "vi", "zh"].flatMap((lang) => [
      [`moderation-${lang}`, `${root}/src/i18n/staff/${lang}.ts`],
      [`filters-${lang}`, `${root}/src/i18n/filters/${lang}.ts`],
    ]),
  ),
  ko: `${root}/src/i18n/ko.ts`,
  ja: `${root}/src/i18n/ja.ts`,
  th: `${root}/src/i18n/th.ts`,
  vi: `${root}/src/i18n/vi.ts`,
  zh: `${root}/src/i18n/zh.ts`,
};

/** Everything that is built, in this order. */
export const MODES: readonly string[] = ["npm", "cdn", ...Object.keys(FILES_BESIDE)];

/** One ES module and one classic script, everything in them but what few need. */
const cdnBuild: UserConfig = {
  ...shared,
  plugins: [
    importFilesBeside(),
    inlineLimits(),
    squeezeTemplates(),
    leaveOutSentences(),
    dropMarks(),
  ],
  build: {
    outDir: "dist/cdn",
    target: "es2022",
    lib: { entry: "src/define.ts", name: "LiveChat" },
    rolldownOptions: {
      // Where there is no import.meta, `script-server.ts` asks the document.
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

/** Modules for bundlers, which bring Lit and socket.io-client from the registry. */
const npmBuild: UserConfig = {
  ...shared,
  plugins: [loadElementByName(), inlineLimits(), squeezeTemplates()],
  build: {
    // The other build's folder lies inside.
    emptyOutDir: false,
    outDir: "dist",
    target: "es2022",
    minify: false,
    lib: {
      entry: {
        index: "src/index.ts",
        define: "src/define.ts",
        client: "src/client/index.ts",
        react: "src/react/index.ts",
        supabase: "src/supabase.ts",
        "without-dom": "src/without-dom.ts",
        // Nothing but types is in these; whoever imports them for their effect finds a module.
        jsx: "src/typings/jsx.ts",
        vue: "src/typings/vue.ts",
        svelte: "src/typings/svelte.ts",
      },
      formats: ["es"],
    },
    rolldownOptions: {
      external: /^(lit|react|socket\.io-client)(\/|$)/,
      output: {
        // Servers of React components import it, and leave it to browsers.
        banner: ({ name }) => (name === "react" ? '"use client";' : ""),
        chunkFileNames: ({ facadeModuleId }) => `${nameOf(facadeModuleId) ?? "shared"}.js`,
      },
    },
  },
};

/** A file beside both. It imports neither, or a page with the one would load the other too. */
function besideBuild(name: string, entry: string): UserConfig {
  return {
    ...shared,
    plugins: [importFilesBeside(), inlineLimits(), squeezeTemplates(), dropMarks()],
    build: {
      outDir: "dist/cdn",
      emptyOutDir: false,
      target: "es2022",
      lib: { entry, formats: ["es"] },
      rolldownOptions: { output: { entryFileNames: `live-chat.${name}.js`, minify: true } },
    },
  };
}

export default defineConfig(({ mode }) => {
  const beside = FILES_BESIDE[mode];
  if (beside) return besideBuild(mode, beside);
  return mode === "cdn" ? cdnBuild : npmBuild;
});

function nameOf(file: string | null): string | undefined {
  return Object.keys(FILES_BESIDE).find((name) => FILES_BESIDE[name] === file);
}

/**
 * React loads the element by the package's own name: there may be none where it runs, and
 * which file stands for it then is the package's `exports` to say.
 */
function loadElementByName(): Plugin {
  return {
    name: "load-element-by-name",
    enforce: "pre",
    resolveId: (path, importer) =>
      path === "../define.ts" && importer?.startsWith(`${root}/src/react/`)
        ? { id: "live-chat-element/define", external: true }
        : null,
  };
}

/** Leaves the files beside where they are: bundlers would put them in. */
function importFilesBeside(): Plugin {
  return {
    name: "import-files-beside",
    transform: {
      filter: { id: "**/widget/src/**", code: 'import("' },
      handler: (code, id) => {
        const imported = code.replace(/\bimport\("([^"]+)"\)/g, (written, path: string) => {
          const name = nameOf(resolve(dirname(id), path));
          return name ? `importBeside("live-chat.${name}.js")` : written;
        });
        return `${imported}\nimport { importBeside } from "${root}/src/import-beside.ts";`;
      },
    },
  };
}

/** Of the contract's limits a reader pays for those that are asked for: most are the server's. */
function inlineLimits(): Plugin {
  return {
    name: "inline-limits",
    transform: {
      filter: { id: "**/{widget,protocol}/src/**", code: "LIMITS." },
      handler: (code) =>
        code.replace(/\bLIMITS\.(\w+)/g, (_, name: keyof typeof LIMITS) => String(LIMITS[name])),
    },
  };
}

/** Minifiers leave the inside of template strings alone, and that is where styles and markup are. */
function squeezeTemplates(): Plugin {
  return {
    name: "squeeze-templates",
    transform: {
      filter: { id: "**/widget/src/**" },
      handler: (code) =>
        code
          .replace(/(?<=css`)[^`]*/g, (css) =>
            css
              .replace(/\/\*.*?\*\//gs, "")
              .replace(/\s*([{};,]|(?<=[a-z-]): )\s*/g, (_, mark: string) => mark.trim())
              .replace(/\s+/g, " ")
              .replaceAll(";}", "}"),
          )
          // Code is indented by tabs by now; only inside of templates are there spaces.
          // Those before `/>` stay: an unquoted value would take the slash in.
          .replace(/<!--.*?-->\n/gs, "\n")
          .replace(/\n {2,}/g, " ")
          .replace(/(?<=["}]|<\/[\w-]+) (?=>)/g, ""),
    },
  };
}

/** Marks of what may be left out are for bundlers; in a finished file they are only weight. */
function dropMarks(): Plugin {
  return {
    name: "drop-marks",
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === "chunk") file.code = file.code.replaceAll("/* @__PURE__ */ ", "");
    },
  };
}

/** The widget has texts of its own; English sentences of refusals and of Lit are for developers, as its warnings. */
function leaveOutSentences(): Plugin {
  return {
    name: "leave-out-sentences",
    transform: {
      filter: {
        id: [
          "**/protocol/src/errors.ts",
          "**/widget/src/live-chat.ts",
          "**/reactive-element/**/css-tag.js",
        ],
      },
      handler: (code) =>
        code
          .replace("message: SENTENCES[code]", "message: code")
          .replace(/static \{\s*this\.disableWarning\?\.\(.*?\);\s*\}/s, "")
          // Servers say which refusals pass; of the widget's own only this one does.
          .replace("RETRYABLE.has(code)", 'code === "store-unavailable"')
          .replace(/throw Error\("[^"]*"(\+\w+\+"[^"]*")?\)/g, "throw Error()"),
    },
  };
}
