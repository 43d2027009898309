import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { runProgram } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const DEV = fileURLToPath(new URL("../../scripts/dev.ts", import.meta.url));

/** Ends only when no process that it started is left to hold its output open. */
function runDev(port: string) {
  const env = { CHAT_SERVER_PORT: port, CHAT_DATABASE_URL: "memory:" };
  return runProgram(["--conditions=live-chat-source", DEV], env, temporaryFolder());
}

describe("npm run dev", () => {
  it("says that its port is in use, and leaves nothing behind", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    onTestFinished(() => void other.close());
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await runDev(String(port));
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`Port ${port} is in use`);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("says what is wrong with a setting as the server does", async () => {
    const { code, stderr } = await runDev("abc");
    expect(code).toBe(1);
    expect(stderr).toContain('CHAT_SERVER_PORT cannot be "abc". Give a number from 0 to 65535.');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
