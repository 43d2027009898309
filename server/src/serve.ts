import { startChatServer } from "./create-chat-server.ts";
import { requireDatabaseLock } from "./commands/require-database-lock.ts";
import { onParentGone } from "./on-parent-gone.ts";
import { optionsFromEnvironment } from "./options.ts";
import type { Environment } from "./platform-settings.ts";
import { runWorkers } from "./workers/run-workers.ts";
import { isWorker, startWorker } from "./workers/start-worker.ts";
import { unknownSettings } from "./unknown-settings.ts";
import { terminalLang } from "./terminal-lang.ts";
import { welcome } from "./welcome.ts";

const STOP_WITHIN_MS = 10_000;
/** One Ctrl-C may arrive several times: from the terminal, and forwarded by what started this. */
const SAME_PRESS_MS = 1_000;
/** npm forwards it once, and on a busy machine late. */
const SIGNALS_OF_A_PRESS = process.env["npm_lifecycle_event"] === undefined ? 1 : 2;

/** Serves the chat until a signal, in this process or in workers. */
export async function serve(args: readonly string[], settings: Environment): Promise<void> {
  const env = { ...settings, ...argumentsAsSettings(args) };
  const unwatch = onParentGone(() => process.exit(1));
  if (isWorker()) return stopInOrder(await startWorker(optionsFromEnvironment(env, process.env)));
  for (const warning of unknownSettings(env)) process.stderr.write(`${warning}\n`);
  const options = optionsFromEnvironment(env, process.env);
  const { workers = 1 } = options;
  const server = await (workers > 1
    ? runWorkers(options, workers)
    : startChatServer(options, { withOpening: true }));
  try {
    // After the start, because "port in use" is the more helpful error.
    requireDatabaseLock(options.databaseUrl);
  } catch (error) {
    await server.close();
    throw error;
  }
  unwatch();
  stopInOrder(server);
  const { url, mode } = server;
  // If the database cannot store it now, the command can create one later.
  const ownerLink = await server.makeFirstOwnerLink().catch(() => undefined);
  process.stdout.write(
    welcome({ url, mode, ...(ownerLink && { ownerLink }) }, options, terminalLang(process.env)),
  );
}

/** The command-line arguments as settings; there is only one for workers. */
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

/**
 * Closes on a signal, when the npm process that started it has ended, and after an unexpected
 * error.
 */
function stopInOrder(server: { close(): Promise<void> }): void {
  let stoppedAtMs: number | undefined;
  let interrupts = 0;
  const stop = (signal?: NodeJS.Signals) => {
    if (signal === "SIGINT") interrupts += 1;
    if (stoppedAtMs !== undefined) {
      // A second Ctrl-C means: do not wait.
      const isLater = performance.now() - stoppedAtMs > SAME_PRESS_MS;
      if (signal === "SIGINT" && isLater && interrupts > SIGNALS_OF_A_PRESS) process.exit(130);
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
