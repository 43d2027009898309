import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { EdgeVM } from "@edge-runtime/vm";
import { build, type Rollup } from "vite";
import { expect, it, test } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";

/* The packages as they were built: what is imported where there are no elements. */
const ENTRIES = ["", "/define", "/client", "/react", "/supabase", "/jsx", "/vue", "/svelte"];

test("the entry without a DOM has the same exports as the package", async () => {
  const standIn = await import("../../widget/src/without-dom.ts");
  const real = await import("../../widget/src/index.ts");
  expect(Object.keys(standIn).sort()).toEqual(Object.keys(real).sort());
});

it.each(ENTRIES)("Node imports live-chat-element%s, and no global is there after it", (entry) => {
  const script = `
    const before = new Set(Object.getOwnPropertyNames(globalThis));
    await import("live-chat-element${entry}");
    const after = Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name));
    console.log(JSON.stringify({ after, hasElements: "customElements" in globalThis }));`;
  const said = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: ROOT,
    encoding: "utf8",
  });
  expect(JSON.parse(said)).toEqual({ after: [], hasElements: false });
});

it.each(ENTRIES)("the edge runtime imports live-chat-element%s, bundled for it", async (entry) => {
  const edge = new EdgeVM();
  expect(edge.evaluate("typeof HTMLElement")).toBe("undefined");
  const globals = `Object.getOwnPropertyNames(globalThis).sort().join()`;
  const before = edge.evaluate<string>(globals);
  edge.evaluate(
    await bundleForEdge(`import * as all from "live-chat-element${entry}";
    if (!all) throw new Error("nothing came");`),
  );
  expect(edge.evaluate(globals)).toBe(before);
});

/** A script as a framework makes it for its edge functions: all in one, whatever is lazy. */
async function bundleForEdge(code: string): Promise<string> {
  const entry = join(ROOT, "edge-function.js");
  const built = (await build({
    configFile: false,
    logLevel: "error",
    root: ROOT,
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { conditions: ["edge-light", "worker", "browser", "module"] },
    plugins: [
      {
        name: "edge-function",
        enforce: "pre",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? code : null),
      },
    ],
    build: {
      write: false,
      minify: false,
      rollupOptions: { input: entry, output: { format: "iife", codeSplitting: false } },
    },
  })) as Rollup.RollupOutput;
  return built.output[0].code;
}
