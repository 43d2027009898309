import { defineConfig } from "vitest/config";
import base from "../../vitest.config.ts";

/** As the tests always run, but for what is started once for all mutants. */
export default defineConfig({
  ...base,
  test: { ...base.test, globalSetup: ["scripts/mutants/global-set-up.ts"], bail: 1 },
});
