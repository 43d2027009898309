import type { MemberIdentity } from "../../../chat/ports/identity.ts";
import type {
  ListedSession,
  SessionStore,
  StoredSession,
} from "../../../chat/ports/session-store.ts";
import type { Database } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import type { MethodKinds } from "../../method-kind.ts";

/** What an ended session says of its person. (SPEC AD11) */
const NOBODY = { person: "{}", user_id: "" };
/** Maximum number of listed sessions of one person. */
const LISTED = 200;

/** How each method may be run. (SPEC LOG11) */
export const SESSION_METHODS: MethodKinds<SessionStore> = {
  create: "write",
  find: "read",
  rotate: "write",
  listOf: "read",
  end: "write",
  endOf: "write",
  endAll: "write",
  endedSince: "read",
  deleteUnusedSince: "write",
  deleteEndedBefore: "write",
};

/** Chat sessions in the same database as the log, so that all its nodes share them. */
export class SqlSessionStore implements SessionStore {
  readonly #db: Database;
  readonly #dialect: SqlDialect;

  constructor(db: Database, dialect: SqlDialect) {
    this.#db = db;
    this.#dialect = dialect;
  }

  async create(session: StoredSession): Promise<boolean> {
    const row = await this.#db
      .insertInto("chat_sessions")
      .values({
        id: session.id,
        request: session.request,
        origin: session.origin,
        user_id: session.person.userId,
        person: JSON.stringify(session.person),
        handle_hash: session.handleHash,
        previous_hash: session.previousHash,
        created_at: session.createdAtMs,
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
      .where("ended_at", "is", null)
      .executeTakeFirst();
    return (
      row && {
        id: row.id,
        request: row.request,
        origin: row.origin,
        person: JSON.parse(row.person) as MemberIdentity,
        handleHash: row.handle_hash,
        previousHash: row.previous_hash,
        createdAtMs: row.created_at,
        rotatedAtMs: row.rotated_at,
      }
    );
  }

  async rotate(id: string, fromHash: string, toHash: string, nowMs: number): Promise<boolean> {
    const row = await this.#db
      .updateTable("chat_sessions")
      .set({ handle_hash: toHash, previous_hash: fromHash, rotated_at: nowMs })
      .where("id", "=", id)
      .where("handle_hash", "=", fromHash)
      .where("ended_at", "is", null)
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  }

  async listOf(userId: string): Promise<ListedSession[]> {
    const rows = await this.#db
      .selectFrom("chat_sessions")
      .select(["id", "origin", "person", "created_at", "rotated_at"])
      .where("user_id", "=", userId)
      .where("ended_at", "is", null)
      .orderBy("rotated_at", "desc")
      .limit(LISTED)
      .execute();
    return rows.map((row) => {
      const { nickname } = JSON.parse(row.person) as MemberIdentity;
      return {
        id: row.id,
        origin: row.origin,
        ...(nickname && { nickname }),
        createdAtMs: row.created_at,
        refreshedAtMs: row.rotated_at,
      };
    });
  }

  async end(id: string): Promise<void> {
    await this.#end().where("id", "=", id).execute();
  }

  async endOf(userId: string, id?: string): Promise<string[]> {
    let query = this.#end().where("user_id", "=", userId);
    if (id !== undefined) query = query.where("id", "=", id);
    else {
      // A person whose sessions were ended must not invite others. (SPEC OL7)
      await this.#db
        .deleteFrom("invitations")
        .where("invited_by", "=", userId)
        .where("user_id", "is", null)
        .execute();
      // Nor does a device that they confirmed get a session afterwards. (SPEC SI14)
      await this.#db.deleteFrom("device_sign_ins").where("user_id", "=", userId).execute();
    }
    return (await query.returning("id").execute()).map((row) => row.id);
  }

  async endAll(): Promise<number> {
    await this.#db
      .deleteFrom("invitations")
      .where("invited_by", "is not", null)
      .where("user_id", "is", null)
      .execute();
    await this.#db.deleteFrom("device_sign_ins").where("user_id", "is not", null).execute();
    return (await this.#end().returning("id").execute()).length;
  }

  async endedSince(ms: number): Promise<{ nowMs: number; ids: string[] }> {
    const [rows, { now }] = await Promise.all([
      this.#db.selectFrom("chat_sessions").select("id").where("ended_at", ">", ms).execute(),
      this.#db.selectNoFrom(this.#dialect.nowMs.as("now")).executeTakeFirstOrThrow(),
    ]);
    return { nowMs: now, ids: rows.map(({ id }) => id) };
  }

  async deleteUnusedSince(ms: number): Promise<void> {
    await this.#db.deleteFrom("chat_sessions").where("rotated_at", "<", ms).execute();
  }

  async deleteEndedBefore(ms: number): Promise<void> {
    await this.#db.deleteFrom("chat_sessions").where("ended_at", "<", ms).execute();
  }

  #end() {
    return this.#db
      .updateTable("chat_sessions")
      .set({ ended_at: this.#dialect.nowMs, ...NOBODY })
      .where("ended_at", "is", null);
  }
}
