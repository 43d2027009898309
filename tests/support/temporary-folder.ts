import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { removeFolder } from "./remove-folder.ts";

/** A folder that goes when the test is over; one with very much in it may take longer. */
export function temporaryFolder({ goesWithinMs = 10_000 } = {}): string {
  const dir = mkdtempSync(join(tmpdir(), "live-chat-"));
  onTestFinished(() => removeFolder(dir), goesWithinMs);
  return dir;
}
