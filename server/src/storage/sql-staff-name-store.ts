import type { StaffNameStore } from "../chat/ports.ts";
import type { Database } from "./schema.ts";

/** The names of those who look after streams, for every node of one database. */
export class SqlStaffNameStore implements StaffNameStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async keep(skeleton: string, userId: string): Promise<void> {
    await this.#db
      .insertInto("staff_names")
      .values({ skeleton, user_id: userId })
      .onConflict((conflict) => conflict.column("skeleton").doNothing())
      .execute();
  }

  async all(): Promise<{ skeleton: string; userId: string }[]> {
    const rows = await this.#db.selectFrom("staff_names").selectAll().execute();
    return rows.map(({ skeleton, user_id }) => ({ skeleton, userId: user_id }));
  }
}
