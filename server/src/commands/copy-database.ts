import { valueOf, type Environment } from "../platform-settings.ts";
import { isDatabaseUrl, PASSWORD_REMEDY } from "../server-url.ts";
import { SETTINGS } from "../settings.ts";
import { copyRows } from "../storage/sql/copy-rows.ts";
import { findEngine } from "../storage/engines/engines.ts";
import { openDatabase } from "../storage/open-storage.ts";

/** Runs `live-chat-server copy-database <from> <to>`. */
export async function copyDatabase(
  [from, to, ...rest]: readonly string[],
  env: Environment,
): Promise<void> {
  if (!from || !to || !isCopyable(from) || !isCopyable(to) || rest.length > 0)
    throw new Error(
      "Write: live-chat-server copy-database sqlite:./data/chat.db postgres://user:password@host/database. " +
        PASSWORD_REMEDY,
    );
  const more = {
    databaseCa: valueOf(env, SETTINGS.databaseCa.env),
    databaseSchema: schemaSetting(env),
  };
  const notify = (notice: string) => void process.stderr.write(`${notice}\n`);
  const source = await openDatabase({ databaseUrl: from, ...more }, notify);
  try {
    const target = await openDatabase({ databaseUrl: to, ...more }, notify);
    try {
      const { streams, entries } = await copyRows(source, target);
      process.stdout.write(`Copied ${streams} streams with ${entries} entries.\n`);
    } finally {
      await target.destroy();
    }
  } finally {
    await source.destroy();
  }
}

function isCopyable(url: string): boolean {
  return isDatabaseUrl(url) && findEngine(url)?.openTables !== undefined;
}

/** The schema that a server with these settings would use. */
function schemaSetting(env: Environment): string | undefined {
  const { env: name, remedy, schema } = SETTINGS.databaseSchema;
  const value = valueOf(env, name);
  if (value === undefined) return undefined;
  if (!schema.safeParse(value).success) throw new Error(`${name} cannot be used. ${remedy}`);
  return value;
}
