import type { MemberIdentity } from "../chat/identity.ts";
import type { SessionStore, StoredSession } from "../chat/ports.ts";
import type { Database } from "./schema.ts";
import { IDS_PER_QUERY, slices } from "./slices.ts";

/** Chat sessions beside the log, so that every node of one database knows them. */
export class SqlSessionStore implements SessionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async create(session: StoredSession): Promise<boolean> {
    const row = await this.#db
      .insertInto("chat_sessions")
      .values({
        id: session.id,
        request: session.request,
        origin: session.origin,
        person: JSON.stringify(session.person),
        handle_hash: session.handleHash,
        previous_hash: session.previousHash,
        rotated_at: session.rotatedAtMs,
      })
      .onConflict((conflict) => conflict.column("request").doNothing())
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  }

  async find(id: string): Promise<StoredSession | undefined> {
    const row = await this.#db
      .selectFrom("chat_sessions")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirst();
    return (
      row && {
        id: row.id,
        request: row.request,
        origin: row.origin,
        person: JSON.parse(row.person) as MemberIdentity,
        handleHash: row.handle_hash,
        previousHash: row.previous_hash,
        rotatedAtMs: row.rotated_at,
      }
    );
  }

  async stillOpen(ids: readonly string[]): Promise<string[]> {
    const open: string[] = [];
    for (const some of slices(ids, IDS_PER_QUERY)) {
      const query = this.#db.selectFrom("chat_sessions").select("id").where("id", "in", some);
      for (const { id } of await query.execute()) open.push(id);
    }
    return open;
  }

  async rotate(id: string, fromHash: string, toHash: string, nowMs: number): Promise<boolean> {
    const row = await this.#db
      .updateTable("chat_sessions")
      .set({ handle_hash: toHash, previous_hash: fromHash, rotated_at: nowMs })
      .where("id", "=", id)
      .where("handle_hash", "=", fromHash)
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  }

  async delete(id: string): Promise<void> {
    await this.#db.deleteFrom("chat_sessions").where("id", "=", id).execute();
  }

  async deleteUnusedSince(ms: number): Promise<void> {
    await this.#db.deleteFrom("chat_sessions").where("rotated_at", "<", ms).execute();
  }
}
