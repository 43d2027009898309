import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";

it("live-chat.js imports no other file when it starts, so that it works where it is copied alone", () => {
  const script = readFileSync(join(ROOT, "widget/dist/cdn/live-chat.js"), "utf8");
  // The build puts imports at the beginning; `import(` loads parts later.
  expect(script.slice(0, 200)).not.toMatch(/^import(?!\s*\()/);
  expect(script).not.toMatch(/[;}]import\s*(?:[{*"'`]|\w+\s+from)/);
});
