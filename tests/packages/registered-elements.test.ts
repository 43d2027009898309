import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Rollup } from "vite";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";

/* Bundlers drop imports without a used export, including files that only register an element. */

const CDN = join(ROOT, "widget/dist/cdn");

const FORMS: Readonly<Record<string, () => string | Promise<string>>> = {
  "live-chat.js and what it loads": () =>
    [
      join(CDN, "live-chat.js"),
      ...readdirSync(join(CDN, "live-chat")).map((name) => join(CDN, "live-chat", name)),
    ]
      .map((path) => readFileSync(path, "utf8"))
      .join("\n"),
  "live-chat.umd.js": () => readFileSync(join(CDN, "live-chat.umd.js"), "utf8"),
  "the package in a bundle": bundle,
};

it.each(Object.keys(FORMS))("%s registers every element that it shows", async (form) => {
  const code = await FORMS[form]!();
  const find = (pattern: RegExp): string[] => [
    ...new Set([...code.matchAll(pattern)].map(([, tag]) => tag!)),
  ];
  const shown = find(/<(live-chat(?:-[a-z]+)*)[\s>]/g);
  const registered = find(/\(["'`](live-chat(?:-[a-z]+)*)["'`],/g);
  expect(shown).toContain("live-chat-review-queue");
  expect(shown.filter((tag) => !registered.includes(tag))).toEqual([]);
});

async function bundle(): Promise<string> {
  const entry = join(ROOT, "page.js");
  const built = (await build({
    configFile: false,
    logLevel: "error",
    root: ROOT,
    plugins: [
      {
        name: "page",
        enforce: "pre",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? 'import "live-chat-element/define";' : null),
      },
    ],
    build: { write: false, minify: false, rollupOptions: { input: entry } },
  })) as Rollup.RollupOutput;
  return built.output.map((file) => (file.type === "chunk" ? file.code : "")).join("\n");
}
