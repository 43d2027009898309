import { globSync } from "node:fs";
import { build } from "vite";

/**
 * Bundles the test files together when the server starts, and serves them from memory.
 *
 * Module by module, every page would ask for some 400 files; most of a run was spent on that.
 *
 * @param {string} root
 * @param {string} pattern of test files
 * @returns {import("@web/test-runner").TestRunnerPlugin}
 */
export function bundleTests(root, pattern) {
  /** @type {Map<string, string>} */
  const files = new Map();
  return {
    name: "bundle-tests",
    async serverStart() {
      for (const { fileName, code } of await bundle(root, pattern)) files.set(`/${fileName}`, code);
    },
    serve: ({ path }) => {
      const body = files.get(path);
      return body === undefined ? undefined : { body, type: "js" };
    },
  };
}

async function bundle(root, pattern) {
  const paths = globSync(pattern, { cwd: root });
  const [result] = await build({
    root,
    configFile: false,
    logLevel: "warn",
    resolve: { conditions: ["live-chat-source", "production", "browser"] },
    build: {
      write: false,
      target: "es2022",
      minify: false,
      sourcemap: "inline",
      lib: {
        // Each keeps its own address, by which the runner asks for it.
        entry: Object.fromEntries(paths.map((path) => [path, `${root}${path}`])),
        formats: ["es"],
        fileName: (_, name) => name,
      },
      rolldownOptions: {
        treeshake: false,
        output: { chunkFileNames: "tests/widget/bundled/[name]-[hash].js" },
      },
    },
  });
  return result.output.filter(({ type }) => type === "chunk");
}
