import { expect, test } from "vitest";

import { addUp, reconcile } from "../../scripts/lib/test-report.ts";

test("adds the suites up", () => {
  const total = addUp(
    [
      { passed: 3, failed: 1, skipped: 0 },
      { passed: 4, failed: 0, skipped: 2 },
    ],
    false,
  );
  expect(total).toEqual({ passed: 7, failed: 1, skipped: 2 });
});

test("counts what did not run as failed in CI", () => {
  expect(addUp([{ passed: 3, failed: 0, skipped: 2 }], true)).toMatchObject({
    passed: 3,
    failed: 2,
  });
});

test("believes a runner's exit code over its counts", () => {
  const clean = { passed: 3, failed: 0, skipped: 0 };
  expect(reconcile(clean, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  expect(reconcile(clean, 0)).toEqual(clean);
});
