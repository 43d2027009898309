import { expect, it } from "vitest";
import {
  hasTimedOut,
  toStoreError,
} from "../../server/src/storage/engines/postgres/to-store-error.ts";

const code = (of: string) => ({ code: of });
const says = (message: string) => new Error(message);

it.each([
  // The disk, and the memory.
  ["store-full", [code("53100"), code("53200")]],
  // Time ran out, or another transaction was in the way: what was asked may have been done.
  [
    "store-busy",
    [
      ...["57014", "40001", "40P01", "55P03", "57P01", "57P02", "25P03", "08006"].map(code),
      ...["Query read timeout", "Connection terminated unexpectedly"].map(says),
    ],
  ],
  // Nothing was done: it starts, is full, is not there, lets nobody in, or is a standby.
  [
    "store-unavailable",
    [
      ...["57P03", "53300", "08001", "08004", "28P01", "28000", "3D000", "25006"].map(code),
      ...["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "EAI_AGAIN"].map(code),
      ...["timeout exceeded when trying to connect"].map(says),
    ],
  ],
] as const)("[LOG7] a sender is told %s, and tries again", (expected, errors) => {
  for (const error of errors)
    expect([error, toStoreError(error)]).toEqual([
      error,
      expect.objectContaining({ code: expected, cause: error }),
    ]);
});

it.each(["23505", "42P01", "22P05"])(
  "[ER4] the error %s is one of the server itself, and stays what it is",
  (of) => {
    const error = Object.assign(new Error("of the server"), { code: of });
    expect(toStoreError(error)).toBe(error);
  },
);

it("a start goes on waiting when pg gave up, and not when the database says what is wrong", () => {
  const told = Object.assign(says("canceling statement due to statement timeout"), code("57014"));
  for (const message of ["Query read timeout", "Connection terminated due to connection timeout"])
    expect(hasTimedOut(says(message))).toBe(true);
  for (const error of [told, says("Connection terminated unexpectedly"), code("ECONNREFUSED")])
    expect(hasTimedOut(error)).toBe(false);
});
