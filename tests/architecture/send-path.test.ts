import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

/** A file more is a reason to look for one that holds half an idea, not to join two ideas. */
const MOST_FILES = 69;

test(`a send-message passes at most ${MOST_FILES} files of ours`, async () => {
  const script = fileURLToPath(new URL("../support/list-send-path.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    "--conditions=live-chat-source",
    script,
  ]);
  const files = stdout.trim().split("\n");
  expect(files).toContain("server/src/chat/messages/send-message.ts");
  expect(files.length, files.join("\n")).toBeLessThanOrEqual(MOST_FILES);
});
