import { copyDatabase } from "./storage/copy-database.ts";
import { openDatabase } from "./storage/open-storage.ts";

/** Runs `live-chat-server copy-database <from> <to>`. */
export async function copyCommand([from, to, ...rest]: readonly string[]): Promise<void> {
  const isUrl = (text?: string) => text !== undefined && /^(sqlite:.+|postgres(ql)?:\/\/)/.test(text);
  if (!from || !to || !isUrl(from) || !isUrl(to) || rest.length > 0)
    throw new Error("Write: live-chat-server copy-database sqlite:./data/chat.db postgres://…");
  const source = await openDatabase(from, process.env["CHAT_DATABASE_CA"]);
  try {
    const target = await openDatabase(to, process.env["CHAT_DATABASE_CA"]);
    try {
      const { streams, entries } = await copyDatabase(source, target);
      process.stdout.write(`Copied ${streams} streams with ${entries} entries.\n`);
    } finally {
      await target.destroy();
    }
  } finally {
    await source.destroy();
  }
}
