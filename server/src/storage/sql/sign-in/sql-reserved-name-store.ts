import type { ReservedName, ReservedNameStore } from "../../../chat/ports/reserved-name-store.ts";
import type { Database } from "../schema.ts";
import type { MethodKinds } from "../../method-kind.ts";

/** Maximum number of names read at once: the most recently seen. */
const NAMES = 50_000;

/** How each method may be run. (SPEC LOG11) */
export const RESERVED_NAME_METHODS: MethodKinds<ReservedNameStore> = {
  reserve: "write",
  release: "write",
  all: "read",
  deleteUnseenSince: "write",
};

/** The reserved names of staff, for all nodes of one database. */
export class SqlReservedNameStore implements ReservedNameStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async reserve({ scope, skeleton, userId, isAppointed, seenAtMs }: ReservedName): Promise<void> {
    const appointed = isAppointed ? 1 : 0;
    await this.#db
      .deleteFrom("reserved_names")
      .where("scope", "=", scope)
      .where("user_id", "=", userId)
      .where("skeleton", "<>", skeleton)
      .execute();
    await this.#db
      .insertInto("reserved_names")
      .values({ scope, skeleton, user_id: userId, appointed, seen_at: seenAtMs })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await this.#db
      .updateTable("reserved_names")
      .set({ appointed, seen_at: seenAtMs })
      .where("scope", "=", scope)
      .where("user_id", "=", userId)
      .execute();
  }

  async release(scope: string, userId: string): Promise<void> {
    await this.#db
      .deleteFrom("reserved_names")
      .where("scope", "=", scope)
      .where("user_id", "=", userId)
      .execute();
  }

  async all(seenSinceMs: number): Promise<ReservedName[]> {
    const rows = await this.#db
      .selectFrom("reserved_names")
      .selectAll()
      .where("seen_at", ">=", seenSinceMs)
      .orderBy("seen_at", "desc")
      .limit(NAMES)
      .execute();
    return rows.reverse().map((row) => ({
      scope: row.scope,
      skeleton: row.skeleton,
      userId: row.user_id,
      isAppointed: row.appointed === 1,
      seenAtMs: row.seen_at,
    }));
  }

  async deleteUnseenSince(ms: number): Promise<void> {
    await this.#db.deleteFrom("reserved_names").where("seen_at", "<", ms).execute();
  }
}
