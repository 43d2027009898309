import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defaultClientConditions, defineConfig, type Plugin, type UserConfig } from "vite";

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

/** What signs people in; most visitors only read, and never load it. */
const SIGN_IN_FILE = "live-chat.sign-in.js";
/** What helps with writing: names, emoji. */
const WRITING_AIDS_FILE = "live-chat.writing-aids.js";
/** What lies over a broadcast. */
const OVERLAY_FILE = "live-chat.overlay.js";
/** A language that few read; `*` stands for it. */
const TEXTS_FILES = "live-chat.*.js";

/** One ES module and one classic script, everything in them but signing in. */
const cdnBuild: UserConfig = {
  ...shared,
  define: {
    ...shared.define,
    LIVE_CHAT_SIGN_IN_FILE: JSON.stringify(SIGN_IN_FILE),
    LIVE_CHAT_WRITING_AIDS_FILE: JSON.stringify(WRITING_AIDS_FILE),
    LIVE_CHAT_OVERLAY_FILE: JSON.stringify(OVERLAY_FILE),
    LIVE_CHAT_TEXTS_FILES: JSON.stringify(TEXTS_FILES),
  },
  plugins: [squeezeTemplates(), leaveOutSentences()],
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

const cdnSignInBuild = besideBuild("src/sign-in/flow/index.ts", SIGN_IN_FILE);
const cdnWritingAidsBuild = besideBuild("src/writing-aids/loaded/index.ts", WRITING_AIDS_FILE);
const cdnOverlayBuild = besideBuild("src/overlay/loaded/index.ts", OVERLAY_FILE);

/** Languages beside them. */
const cdnTextsBuild: UserConfig = {
  ...shared,
  build: {
    outDir: "dist/cdn",
    emptyOutDir: false,
    target: "es2022",
    lib: {
      entry: Object.fromEntries(
        ["ja", "zh", "vi", "th"].map((lang) => [lang, `src/i18n/${lang}.ts`]),
      ),
      formats: ["es"],
    },
    rolldownOptions: {
      output: { entryFileNames: TEXTS_FILES.replace("*", "[name]"), minify: true },
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
    lib: {
      entry: {
        index: "src/index.ts",
        define: "src/define.ts",
        client: "src/store/index.ts",
        react: "src/react/index.ts",
        supabase: "src/supabase.ts",
      },
      formats: ["es"],
    },
    rolldownOptions: {
      external: /^(lit|react)(\/|$)/,
      output: {
        // Servers of React components import it, and leave it to browsers.
        banner: ({ name }) => (name === "react" ? '"use client";' : ""),
        chunkFileNames: ({ isDynamicEntry, facadeModuleId, name }) => {
          if (!isDynamicEntry) return "shared.js";
          if (facadeModuleId?.includes("/i18n/")) return `texts.${name}.js`;
          const isOf = (folder: string) => facadeModuleId?.includes(`/${folder}/`);
          if (isOf("overlay")) return "overlay.js";
          return isOf("writing-aids") ? "writing-aids.js" : "sign-in.js";
        },
      },
    },
  },
};

/** A file beside both. It imports neither, or a page with the one would load the other too. */
function besideBuild(entry: string, file: string): UserConfig {
  return {
    ...shared,
    plugins: [squeezeTemplates()],
    build: {
      outDir: "dist/cdn",
      emptyOutDir: false,
      target: "es2022",
      lib: { entry, formats: ["es"] },
      rolldownOptions: { output: { entryFileNames: file, minify: true } },
    },
  };
}

export default defineConfig(
  ({ mode }) =>
    ({
      npm: npmBuild,
      cdn: cdnBuild,
      "cdn-sign-in": cdnSignInBuild,
      "cdn-writing-aids": cdnWritingAidsBuild,
      "cdn-overlay": cdnOverlayBuild,
      "cdn-texts": cdnTextsBuild,
    })[mode] ?? npmBuild,
);

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
          .replace(/\n {2,}/g, " "),
    },
    generateBundle(_, bundle) {
      for (const file of Object.values(bundle))
        if (file.type === "chunk") file.code = file.code.replaceAll("/* @__PURE__ */ ", "");
    },
  };
}

/** The widget has texts of its own; refusals' English sentences are for developers and logs. */
function leaveOutSentences(): Plugin {
  return {
    name: "leave-out-sentences",
    transform: {
      filter: { id: "**/protocol/src/errors.ts" },
      handler: (code) => code.replace("message: SENTENCES[code]", "message: code"),
    },
  };
}
