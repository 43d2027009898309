import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { removeFolder } from "./remove-folder.ts";

/** A folder that is deleted after the test; with many files this may take longer. */
export function temporaryFolder({ goesWithinMs = 10_000 } = {}): string {
  const dir = mkdtempSync(join(tmpdir(), "live-chat-"));
  onTestFinished(() => removeFolder(dir), goesWithinMs);
  return dir;
}
