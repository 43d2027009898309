import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// Workers and the commands that tests start need not compile what another process has compiled.
process.env["NODE_COMPILE_CACHE"] ??= `${import.meta.dirname}/node_modules/.cache/node-compiled`;

// The packages are tested from source: `#protocol` leads to protocol/src.
const conditions = ["live-chat-source", ...defaultServerConditions];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["tests/**/*.test.ts"],
    globalSetup: ["tests/support/global-set-up.ts"],
    // Only a test that hangs takes so long; how long it took is a matter for benchmarks.
    testTimeout: 60_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 20_000, interval: 5 } },
    // Most files wait for sockets, databases and processes: more of them than there are cores.
    maxWorkers: 3,
    // Reloading the server for each of 240 files took a sixth of the time.
    isolate: false,
    fsModuleCache: true,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
