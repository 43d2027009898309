import { waitUntil } from "@open-wc/testing";

/** Waits for what a file beside brings; from source it comes in many pieces, and machines are busy. */
export function untilLoaded(isThere: () => boolean): Promise<void> {
  return waitUntil(isThere, "what is loaded later has not come", { timeout: 20_000 });
}
