import { rmSync } from "node:fs";

/** Removes a folder, also while processes that were killed a moment ago still leave files there. */
export function removeFolder(dir: string): void {
  rmSync(dir, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
}
