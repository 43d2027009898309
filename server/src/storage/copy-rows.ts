import type { Kysely } from "kysely";
import type { Database, Schema } from "./schema.ts";

const PAGE = 500;

/**
 * Copies everything into an empty database, in one transaction: all of it, or nothing.
 *
 * Epochs and numbers stay, so clients go on where they were. No server may be
 * writing to either database meanwhile.
 */
export async function copyRows(
  source: Database,
  target: Database,
): Promise<{ streams: number; entries: number }> {
  return target.transaction().execute(async (trx) => {
    if (await trx.selectFrom("streams").select("id").limit(1).executeTakeFirst())
      throw new Error("The database to copy to holds streams already. Give an empty one.");
    const streams = await copyStreams(source, trx);
    const entries = await copyEntries(source, trx);
    // The target may have made secrets of its own; guests know the source's.
    for (const table of ["secrets", "chat_sessions", "staff_names"] as const) {
      await trx.deleteFrom(table).execute();
      for (const row of await source.selectFrom(table).selectAll().execute())
        await trx.insertInto(table).values(row).execute();
    }
    return { streams, entries };
  });
}

async function copyStreams(source: Database, target: Kysely<Schema>): Promise<number> {
  let count = 0;
  for (let last = ""; ;) {
    const page = await source
      .selectFrom("streams")
      .selectAll()
      .where("id", ">", last)
      .orderBy("id")
      .limit(PAGE)
      .execute();
    if (page.length === 0) return count;
    await target.insertInto("streams").values(page).execute();
    count += page.length;
    last = page.at(-1)!.id;
  }
}

async function copyEntries(source: Database, target: Kysely<Schema>): Promise<number> {
  let count = 0;
  for (let last = { stream_id: "", seq: 0 }; ;) {
    const page = await source
      .selectFrom("entries")
      .selectAll()
      .where((eb) =>
        eb.or([
          eb("stream_id", ">", last.stream_id),
          eb.and([eb("stream_id", "=", last.stream_id), eb("seq", ">", last.seq)]),
        ]),
      )
      .orderBy("stream_id")
      .orderBy("seq")
      .limit(PAGE)
      .execute();
    if (page.length === 0) return count;
    await target.insertInto("entries").values(page).execute();
    count += page.length;
    last = page.at(-1)!;
  }
}
