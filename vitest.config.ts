import { pathToFileURL } from "node:url";
import { defaultServerConditions, type Plugin } from "vite";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

// Workers and the commands that tests start need not compile what another process has compiled.
process.env["NODE_COMPILE_CACHE"] ??= `${import.meta.dirname}/node_modules/.cache/node-compiled`;

// The packages are tested from source: `#protocol` leads to protocol/src.
const conditions = ["live-chat-source", ...defaultServerConditions];

/** Tests that count the objects of their whole process. */
const COUNTING = [
  "compression",
  "idle-connections",
  "kept-in-memory",
  "left-rooms",
  "redis-away",
].map((name) => `tests/server/${name}.test.ts`);

/** The files of the server that start threads. */
const THREAD_STARTERS = /server\/src\/.*\/(open-sqlite-in-worker|thread-filter-compiler)\.ts$/;

/**
 * Threads of a server run from the build, which is made when a run begins: from source, the start of
 * each would take three times the CPU, since its modules are found, stripped of types and linked one
 * by one.
 */
const builtThreads: Plugin = {
  name: "built-threads",
  enforce: "pre",
  transform(code, id) {
    if (!THREAD_STARTERS.test(id)) return undefined;
    const inBuild = pathToFileURL(`${import.meta.dirname}/server/dist/cli.js`).href;
    return { code: code.replaceAll("import.meta.url", JSON.stringify(inBuild)), map: null };
  },
};

function project(test: TestProjectInlineConfiguration["test"]): TestProjectInlineConfiguration {
  return {
    plugins: [builtThreads],
    resolve: { conditions },
    ssr: { resolve: { conditions, externalConditions: conditions } },
    test: {
      // Only a test that hangs takes so long; how long it took is a matter for benchmarks.
      testTimeout: 180_000,
      hookTimeout: 120_000,
      expect: { poll: { timeout: 60_000, interval: 5 } },
      setupFiles: ["real-globals", "property-cases"].map(
        (name) => `${import.meta.dirname}/tests/support/${name}.ts`,
      ),
      restoreMocks: true,
      unstubGlobals: true,
      ...test,
    },
  };
}

export default defineConfig({
  test: {
    globalSetup: ["tests/support/global-set-up.ts"],
    // Most files wait for sockets, databases and processes: more of them than there are cores.
    maxWorkers: 3,
    fsModuleCache: true,
    projects: [
      // Loading the server for each of 250 files took a sixth of the time.
      project({
        name: "shared",
        include: ["tests/**/*.test.ts"],
        exclude: COUNTING,
        isolate: false,
      }),
      project({ name: "alone", include: COUNTING }),
    ],
  },
});
