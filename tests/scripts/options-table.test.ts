import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withOptionsTable } from "../../scripts/options-table.ts";
import { ROOT } from "../../scripts/lib/paths.ts";

it("docs/settings.md has every setting as the server has it (npm run readme writes it)", () => {
  const document = readFileSync(join(ROOT, "docs/settings.md"), "utf8");
  expect(document).toBe(withOptionsTable(document));
});
