import { existsSync, mkdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { makeMemoryFolder } from "../../scripts/lib/memory-folder.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** No process has an id this large. */
const NOBODY = 2 ** 30;

it("a run removes the folder of one that was killed, and of none that may still run", () => {
  const memory = temporaryFolder();
  const make = (pid: number, hoursAgo: number) => {
    const folder = join(memory, `live-chat-tests-${pid}-${hoursAgo}`);
    mkdirSync(join(folder, "postgres"), { recursive: true });
    const at = Date.now() / 1_000 - hoursAgo * 3_600;
    utimesSync(folder, at, at);
    return folder;
  };
  const killed = make(NOBODY, 2);
  const others = [make(NOBODY, 0), make(process.pid, 2)];
  makeMemoryFolder(memory);
  expect(existsSync(killed)).toBe(false);
  expect(others.map(existsSync)).toEqual([true, true]);
});
