import { expect, test } from "vitest";

import { addUp, describeFailure, reconcile } from "../../scripts/lib/test-report.ts";

test("adds the suites up", () => {
  const total = addUp(
    [
      { passed: 3, failed: 1, skipped: 0, failures: ["one"] },
      { passed: 4, failed: 0, skipped: 2, failures: [] },
    ],
    false,
  );
  expect(total).toEqual({ passed: 7, failed: 1, skipped: 2, failures: ["one"] });
});

test("counts what did not run as failed in CI", () => {
  expect(addUp([{ passed: 3, failed: 0, skipped: 2, failures: [] }], true)).toMatchObject({
    passed: 3,
    failed: 2,
  });
});

test("believes a runner's exit code over its counts", () => {
  const clean = { passed: 3, failed: 0, skipped: 0, failures: [] };
  expect(reconcile(clean, 1)).toEqual({ ...clean, failed: 1 });
  expect(reconcile(clean, 0)).toEqual(clean);
});

test("repeats the first lines of what a failed test says, without its colours", () => {
  const message = ["\u001b[31mexpected 1\u001b[39m", ...Array<string>(30).fill("at …")].join("\n");
  const lines = describeFailure("a.test.ts adds", message).split("\n");
  expect(lines.slice(0, 3)).toEqual(["a.test.ts adds", "    expected 1", "    at …"]);
  expect(lines).toHaveLength(13);
});
