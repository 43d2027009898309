import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withOptionsTable } from "../../scripts/options-table.ts";
import { ROOT } from "../../scripts/workshop/paths.ts";

it("the README's table has every setting as the server has it (npm run readme writes it)", () => {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  expect(readme).toBe(withOptionsTable(readme));
});
