import { createRequire } from "node:module";
import { startChatServer } from "./create-chat-server.ts";
import { backupDatabase } from "./commands/backup-database.ts";
import { copyDatabase } from "./commands/copy-database.ts";
import { holdDatabase } from "./commands/hold-database.ts";
import { moderatorLink, ownerLink } from "./commands/invitation-links.ts";
import { endSessions, listSessions } from "./commands/people-sessions.ts";
import { printProxyRanges } from "./commands/print-proxy-ranges.ts";
import { helpText } from "./help-text.ts";
import { onParentGone } from "./on-parent-gone.ts";
import { optionsFromEnvironment } from "./options.ts";
import { readEnvFiles } from "./read-env-files.ts";
import type { Environment } from "./platform-settings.ts";
import { runWorkers } from "./workers/run-workers.ts";
import { isWorker, startWorker } from "./workers/start-worker.ts";
import { unknownSettings } from "./unknown-settings.ts";
import { welcome } from "./welcome.ts";

/** What the command does besides serving, by the word that names it. */
const COMMANDS = new Map<string, (args: readonly string[], env: Environment) => unknown>([
  ["backup-database", backupDatabase],
  ["copy-database", copyDatabase],
  ["end-sessions", endSessions],
  ["list-sessions", listSessions],
  ["moderator-link", moderatorLink],
  ["owner-link", ownerLink],
  ["proxy-ranges", printProxyRanges],
]);
const STOP_WITHIN_MS = 10_000;
/** One press of Ctrl-C arrives twice where npm passes on what the terminal has sent to all. */
const SAME_PRESS_MS = 1_000;

/** Runs the `live-chat-server` command. */
async function main(args: readonly string[]): Promise<void> {
  const [arg] = args;
  if (arg === "--help" || arg === "-h") return void process.stdout.write(helpText());
  if (arg === "--version") {
    const { version } = createRequire(import.meta.url)("../package.json") as { version: string };
    return void process.stdout.write(`${version}\n`);
  }
  const fileEnv = readEnvFiles(process.cwd());
  const command = COMMANDS.get(arg ?? "");
  if (command) return void (await command(args.slice(1), { ...fileEnv, ...process.env }));
  const env = { ...fileEnv, ...process.env, ...argumentsAsSettings(args) };
  const unwatch = onParentGone(() => process.exit(1));
  if (isWorker()) return stopInOrder(await startWorker(optionsFromEnvironment(env, process.env)));
  for (const warning of unknownSettings(env)) process.stderr.write(`${warning}\n`);
  const options = optionsFromEnvironment(env, process.env);
  const { workers = 1 } = options;
  const server = await (workers > 1 ? runWorkers(options, workers) : startChatServer(options));
  try {
    // Not before: that a port is in use is the better news.
    holdDatabase(options.databaseUrl);
  } catch (error) {
    await server.close();
    throw error;
  }
  unwatch();
  stopInOrder(server);
  const { url, mode } = server;
  // Where the database does not take it now, the command makes one later.
  const ownerLink = await server.makeFirstOwnerLink().catch(() => undefined);
  process.stdout.write(welcome({ url, mode, ...(ownerLink && { ownerLink }) }, options));
}

/** What the arguments of a server say; nothing but workers is said so. */
function argumentsAsSettings(args: readonly string[]): { CHAT_WORKERS?: string } {
  const [first, count = "", ...rest] = args;
  if (first === undefined) return {};
  const [, inline] = /^--workers=(.*)$/.exec(first) ?? [];
  const others = inline === undefined ? rest : args.slice(1);
  if (first !== "--workers" && inline === undefined)
    throw new Error(`live-chat-server does not know ${first}. Run live-chat-server --help.`);
  if (others.length > 0)
    throw new Error(
      `live-chat-server does not know ${others.join(" ")} after the workers. ` +
        "Everything else is a setting, like CHAT_SERVER_PORT. Run live-chat-server --help.",
    );
  return { CHAT_WORKERS: inline ?? (count || "not said") };
}

/** Closes on a signal, when npm has ended by which it was started, and after an unforeseen error. */
function stopInOrder(server: { close(): Promise<void> }): void {
  let stoppedAtMs: number | undefined;
  const stop = (signal?: NodeJS.Signals) => {
    if (stoppedAtMs !== undefined) {
      // A second Ctrl-C is somebody who will not wait.
      if (signal === "SIGINT" && performance.now() - stoppedAtMs > SAME_PRESS_MS) process.exit(130);
      return;
    }
    stoppedAtMs = performance.now();
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void server.close().then(() => process.exit(0));
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, stop);
  onParentGone(stop);
  process.once("uncaughtException", (error) => {
    process.stderr.write(`live-chat-server stops after an unforeseen error: ${error.stack}\n`);
    setTimeout(() => process.exit(1), 5_000).unref();
    void server.close().then(() => process.exit(1));
  });
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  const [arg = ""] = process.argv.slice(2);
  const what = COMMANDS.has(arg) ? `${arg} did nothing.` : "cannot start.";
  process.stderr.write(`live-chat-server ${what} ${reason}\n`);
  process.exitCode = 1;
});
