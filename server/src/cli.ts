import { createRequire } from "node:module";
import { helpText } from "./help-text.ts";
import type { Environment } from "./platform-settings.ts";
import { readEnvFiles } from "./read-env-files.ts";
import { terminalLang } from "./terminal-lang.ts";

type Command = (args: readonly string[], env: Environment) => unknown;

/** The commands besides serving, by name; each is loaded on demand. */
const COMMANDS = new Map<string, () => Promise<Command>>([
  ["backup-database", async () => (await import("./commands/backup-database.ts")).backupDatabase],
  ["check-token", async () => (await import("./commands/check-token.ts")).checkToken],
  ["copy-database", async () => (await import("./commands/copy-database.ts")).copyDatabase],
  ["end-sessions", async () => (await import("./commands/manage-sessions.ts")).endSessions],
  ["init", async () => (await import("./commands/init/init.ts")).init],
  ["list-sessions", async () => (await import("./commands/manage-sessions.ts")).listSessions],
  ["moderator-link", async () => (await import("./commands/invitation-links.ts")).moderatorLink],
  ["owner-link", async () => (await import("./commands/invitation-links.ts")).ownerLink],
  ["proxy-ranges", async () => (await import("./commands/print-proxy-ranges.ts")).printProxyRanges],
  ["token", async () => (await import("./commands/make-token.ts")).makeToken],
]);
const loadServe = async (): Promise<Command> => (await import("./serve.ts")).serve;

/** Runs the `live-chat-server` command. */
async function main(args: readonly string[]): Promise<void> {
  const [arg] = args;
  if (args.includes("--help") || args.includes("-h"))
    return void process.stdout.write(helpText(terminalLang(process.env, args)));
  if (arg === "--version") {
    const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
    return void process.stdout.write(`${version}\n`);
  }
  const readEnv = () => ({ ...readEnvFiles(process.cwd()), ...process.env });
  const command = COMMANDS.get(arg ?? "");
  if (!command) return void (await (await loadServe())(args, readEnv()));
  const next = await (await command())(args.slice(1), readEnv());
  // People who just answered its questions may want to start the server.
  if (next === "serve") await (await loadServe())([], readEnv());
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  const [arg = ""] = process.argv.slice(2);
  const what = COMMANDS.has(arg) ? `${arg} did nothing.` : "cannot start.";
  process.stderr.write(`live-chat-server ${what} ${reason}\n`);
  process.exitCode = 1;
});
