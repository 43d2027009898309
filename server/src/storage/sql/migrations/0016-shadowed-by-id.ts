import { sql, type Kysely } from "kysely";
import type { Migration } from "kysely/migration";

/** The columns that this migration reads and writes. */
interface Tables {
  held_messages: { id: string; client_id: string | null };
}

/**
 * Shadowed messages in the review queue are found by their id alone. With a `clientId` they would
 * stand in the way of a repeat, once their entry is gone. (SPEC LOG3)
 */
export const shadowedById: Migration = {
  async up(db: Kysely<Tables>): Promise<void> {
    await db
      .updateTable("held_messages")
      .set({ client_id: null })
      .where("client_id", "is not", null)
      .where(sql<boolean>`substr(id, 1, 5) <> 'held.'`)
      .execute();
  },
};
