import { sql, type ExpressionBuilder } from "kysely";
import type {
  InvitationStore,
  KeptInvitation,
  NewInvitation,
  OpenInvitation,
} from "../../../chat/ports/invitation-store.ts";
import type { Database, InvitationsTable, Schema } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import type { MethodKinds } from "../../method-kind.ts";

/** The slot of the only open owner link. */
const OWNERS = "owner";

/** How each method may be run. (SPEC LOG11) */
export const INVITATION_METHODS: MethodKinds<InvitationStore> = {
  add: "write",
  putOwners: "write",
  find: "read",
  use: "write",
  listOf: "read",
  revoke: "write",
  hasOwner: "read",
  deleteExpiredBefore: "write",
};

/** Invitations in the same database as the log, which ensures that each is used once. (SPEC OL3) */
export class SqlInvitationStore implements InvitationStore {
  readonly #db: Database;
  readonly #dialect: SqlDialect;

  constructor(db: Database, dialect: SqlDialect) {
    this.#db = db;
    this.#dialect = dialect;
  }

  async add(invitation: NewInvitation, atMost: number): Promise<number | undefined> {
    const { key = "" } = invitation;
    const { open } = await this.#open()
      .where("stream_id", "=", key)
      .select((select) => select.fn.countAll<number>().as("open"))
      .executeTakeFirstOrThrow();
    if (open >= atMost) return undefined;
    const row = await this.#db
      .insertInto("invitations")
      .values(this.#rowOf(invitation, null))
      .returning("expires_at")
      .executeTakeFirstOrThrow();
    return row.expires_at;
  }

  async putOwners(invitation: NewInvitation, ifNone: boolean): Promise<number | undefined> {
    const row = await this.#db
      .insertInto("invitations")
      .values(this.#rowOf(invitation, OWNERS))
      .onConflict((conflict) => {
        const update = conflict.column("slot").doUpdateSet((excluded) => ({
          id: excluded.ref("excluded.id"),
          secret_hash: excluded.ref("excluded.secret_hash"),
          created_at: excluded.ref("excluded.created_at"),
          expires_at: excluded.ref("excluded.expires_at"),
        }));
        return ifNone ? update.where("invitations.expires_at", "<=", this.#dialect.nowMs) : update;
      })
      .returning("expires_at")
      .executeTakeFirst();
    return row?.expires_at;
  }

  async find(id: string): Promise<OpenInvitation | undefined> {
    const row = await this.#open().where("id", "=", id).selectAll().executeTakeFirst();
    return (
      row && {
        ...toInvitation(row),
        secretHash: row.secret_hash,
        ...(row.invited_by !== null && {
          inviter: { userId: row.invited_by, nickname: row.inviter_name ?? "" },
        }),
      }
    );
  }

  async use(id: string, userId: string): Promise<boolean> {
    const row = await this.#db
      .updateTable("invitations")
      // The inviter's data is no longer needed.
      .set({ user_id: userId, slot: null, invited_by: null, inviter_name: null })
      .where("id", "=", id)
      .where(this.#isOpen)
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  }

  async listOf(key: string): Promise<KeptInvitation[]> {
    const rows = await this.#open()
      .where("stream_id", "=", key)
      .orderBy("created_at", "desc")
      .selectAll()
      .execute();
    return rows.map(toInvitation);
  }

  async revoke(key: string, id: string): Promise<boolean> {
    const row = await this.#db
      .deleteFrom("invitations")
      .where("stream_id", "=", key)
      .where("id", "=", id)
      .where(this.#isOpen)
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  }

  async hasOwner(): Promise<boolean> {
    const row = await this.#db
      .selectFrom("invitations")
      .innerJoin("chat_sessions", "chat_sessions.user_id", "invitations.user_id")
      .select("invitations.id")
      .where("invitations.role", "=", "owner")
      .where("chat_sessions.ended_at", "is", null)
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  async deleteExpiredBefore(ms: number): Promise<void> {
    await this.#db
      .deleteFrom("invitations")
      .where("expires_at", "<", ms)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom("chat_sessions")
              .select("chat_sessions.id")
              .whereRef("chat_sessions.user_id", "=", "invitations.user_id"),
          ),
        ),
      )
      .execute();
  }

  #open() {
    return this.#db.selectFrom("invitations").where(this.#isOpen);
  }

  /** Unused and not expired. */
  readonly #isOpen = (eb: ExpressionBuilder<Schema, "invitations">) =>
    eb.and([eb("user_id", "is", null), eb("expires_at", ">", this.#dialect.nowMs)]);

  #rowOf({ id, role, key, secretHash, lastsMs, inviter }: NewInvitation, slot: string | null) {
    const { nowMs } = this.#dialect;
    return {
      id,
      slot,
      role,
      stream_id: key ?? null,
      secret_hash: secretHash,
      created_at: nowMs,
      expires_at: sql<number>`${nowMs} + ${sql.lit(lastsMs)}`,
      invited_by: inviter?.userId ?? null,
      inviter_name: inviter?.nickname ?? null,
    };
  }
}

function toInvitation(row: InvitationsTable): KeptInvitation {
  return {
    id: row.id,
    role: row.role,
    ...(row.stream_id !== null && { key: row.stream_id }),
    createdAtMs: row.created_at,
    expiresAtMs: row.expires_at,
    ...(row.invited_by !== null && { invitedBy: row.invited_by }),
  };
}
