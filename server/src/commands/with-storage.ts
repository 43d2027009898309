import { existsSync } from "node:fs";
import { optionsFromEnvironment, type Options } from "../options.ts";
import { openStorage } from "../storage/open-storage.ts";
import { engineOf } from "../storage/engines/engines.ts";
import type { Storage } from "../storage/storage.ts";
import { systemClock } from "../system-clock.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Runs a task on the configured database, while servers may use it. */
export async function withStorage<T>(
  env: Environment,
  run: (storage: Storage, options: Options) => Promise<T>,
): Promise<T> {
  const options = optionsFromEnvironment(env, process.env);
  const { isDurable, file } = engineOf(options.databaseUrl);
  if (!isDurable)
    throw new Error("CHAT_DATABASE_URL is memory:, which only the running server can read.");
  const path = file?.pathOf(options.databaseUrl);
  if (path !== undefined && !existsSync(path)) throw new Error(`There is no database at ${path}.`);
  const storage = await openStorage(
    options,
    systemClock,
    (notice) => void process.stderr.write(`${notice}\n`),
  );
  try {
    return await run(storage, options);
  } finally {
    await storage.log.close();
  }
}
