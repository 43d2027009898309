import { expect, test } from "vitest";
import { releaseChanges } from "../../scripts/lib/changelog.ts";

const BEFORE = "# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.1.0, 2026-01-01\n\n- Old.\n";

test("a release moves unreleased lines under its version and date, and leaves an empty section", () => {
  expect(releaseChanges(BEFORE, "0.2.0", "2026-02-03")).toBe(
    "# Changelog\n\n## Unreleased\n\n## 0.2.0, 2026-02-03\n\n- New.\n\n## 0.1.0, 2026-01-01\n\n- Old.\n",
  );
});

test("where nothing has changed, nothing is released", () => {
  const empty = BEFORE.replace("- New.\n\n", "");
  expect(() => releaseChanges(empty, "0.2.0", "2026-02-03")).toThrow("Say what has changed");
  expect(() => releaseChanges("# Changelog\n", "0.2.0", "2026-02-03")).toThrow("no section");
});
