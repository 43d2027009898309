import { spawn } from "node:child_process";

import { onParentGone } from "../../server/src/on-parent-gone.ts";

/**
 * Runs the chat server from source, restarting it on each change. Either process ends with the
 * other.
 */
export function watchChatServer(env: Record<string, string> = {}): void {
  const child = spawn(
    process.execPath,
    ["--watch", "--watch-preserve-output", "--conditions=live-chat-source", "server/src/cli.ts"],
    { stdio: "inherit", env: { ...process.env, ...env } },
  );
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => child.kill(signal === "SIGHUP" ? "SIGTERM" : signal));
  onParentGone(() => child.kill("SIGTERM"));
  process.once("exit", () => child.kill());
  child.once("exit", (code) => process.exit(code ?? 0));
}
