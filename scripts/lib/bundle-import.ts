import { join } from "node:path";

import { build, type Rollup } from "vite";

import { ROOT } from "./paths.ts";

/** A virtual module. */
const APP = join(ROOT, "app.js");

/**
 * What an import of a package adds to an app that already has Lit and React: bundled and minified
 * for browsers, without lazy chunks.
 */
export async function bundleImport(name: string): Promise<string> {
  const { output } = (await build({
    configFile: false,
    logLevel: "error",
    root: ROOT,
    plugins: [
      {
        name: "app",
        enforce: "pre",
        resolveId: (id) => (id === APP ? id : null),
        load: (id) => (id === APP ? `export * from "${name}";` : null),
      },
    ],
    build: {
      write: false,
      target: "es2022",
      lib: { entry: APP, formats: ["es"] },
      rollupOptions: { external: /^(lit|react|react-dom)(\/|$)/, output: { minify: true } },
    },
  }).then((built) => (Array.isArray(built) ? built[0] : built))) as Rollup.RollupOutput;
  const chunks = output.filter((file) => file.type === "chunk");
  const needed = new Set<string>();
  const need = (file: string): void => {
    if (needed.has(file)) return;
    needed.add(file);
    for (const other of chunks.find(({ fileName }) => fileName === file)?.imports ?? [])
      need(other);
  };
  need(chunks.find(({ isEntry }) => isEntry)!.fileName);
  return chunks
    .filter(({ fileName }) => needed.has(fileName))
    .map(({ code }) => code)
    .join("\n");
}
