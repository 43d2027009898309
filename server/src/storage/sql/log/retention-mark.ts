import type { MarkMove } from "../../../chat/ports/message-log.ts";
import type { Database } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";

/** The only row of its table. */
const ID = 1;

/**
 * Moves the mark towards the clocks by at most one step, and returns the earliest of the node's
 * clock, the store's clock and the mark. (SPEC LOG8)
 *
 * It moves back in the same steps: a clock that is wrong for a few rounds moves it by a few steps
 * only.
 */
export async function advanceRetentionMark(
  db: Database,
  dialect: SqlDialect,
  { nowMs, stepMs, roundMs }: MarkMove,
): Promise<number> {
  const { storeMs } = await db.selectNoFrom(dialect.nowMs.as("storeMs")).executeTakeFirstOrThrow();
  const clocksMs = Math.min(nowMs, storeMs);
  return db.transaction().execute(async (trx) => {
    const { newest } = await trx
      .selectFrom("streams")
      .select((eb) => eb.fn.max("last_at").as("newest"))
      .executeTakeFirstOrThrow();
    const { at, moved_at } = await trx
      .insertInto("retention_mark")
      .values({ id: ID, at: newest ?? clocksMs, moved_at: 0 })
      // Locks it, so that several nodes move it once per round.
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet({ at: (eb) => eb.ref("retention_mark.at") }),
      )
      .returning(["at", "moved_at"])
      .executeTakeFirstOrThrow();
    if (Math.abs(storeMs - moved_at) < roundMs) return Math.min(clocksMs, at);
    const movedTo = at + Math.max(-stepMs, Math.min(stepMs, clocksMs - at));
    await trx
      .updateTable("retention_mark")
      .set({ at: movedTo, moved_at: storeMs })
      .where("id", "=", ID)
      .execute();
    return Math.min(clocksMs, movedTo);
  });
}
