import { copyRows } from "../storage/copy-rows.ts";
import { openDatabase } from "../storage/open-storage.ts";

/** Runs `live-chat-server copy-database <from> <to>`. */
export async function copyDatabase([from, to, ...rest]: readonly string[]): Promise<void> {
  if (!from || !to || !isDatabaseUrl(from) || !isDatabaseUrl(to) || rest.length > 0)
    throw new Error("Write: live-chat-server copy-database sqlite:./data/chat.db postgres://…");
  const caFile = process.env["CHAT_DATABASE_CA"];
  const source = await openDatabase(from, caFile);
  try {
    const target = await openDatabase(to, caFile);
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

function isDatabaseUrl(text: string): boolean {
  return /^(sqlite:.+|postgres(ql)?:\/\/)/.test(text);
}
