import { sql } from "kysely";
import type { DeviceApp, DeviceSystem } from "#protocol";
import type {
  DeviceSignInStore,
  NewDeviceSignIn,
  StoredDeviceSignIn,
} from "../../../chat/ports/device-sign-in-store.ts";
import type { MemberIdentity } from "../../../chat/ports/identity.ts";
import type { Database, DeviceSignInsTable } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";
import type { MethodKinds } from "../../method-kind.ts";

/** How each method may be run. (SPEC LOG11) */
export const DEVICE_SIGN_IN_METHODS: MethodKinds<DeviceSignInStore> = {
  add: "write",
  find: "read",
  findOpen: "read",
  decide: "write",
  take: "write",
  deleteExpiredBefore: "write",
};

/** Device sign-ins in the same database as the log: each is decided on and redeemed once. (SPEC SI13) */
export class SqlDeviceSignInStore implements DeviceSignInStore {
  readonly #db: Database;
  readonly #dialect: SqlDialect;

  constructor(db: Database, dialect: SqlDialect) {
    this.#db = db;
    this.#dialect = dialect;
  }

  async add(signIn: NewDeviceSignIn, atMost: number): Promise<number | "code-taken" | "full"> {
    const { nowMs } = this.#dialect;
    await this.#db.deleteFrom("device_sign_ins").where("expires_at", "<=", nowMs).execute();
    const { kept } = await this.#db
      .selectFrom("device_sign_ins")
      .select((select) => select.fn.countAll<number>().as("kept"))
      .executeTakeFirstOrThrow();
    if (kept >= atMost) return "full";
    const row = await this.#db
      .insertInto("device_sign_ins")
      .values({
        id: signIn.id,
        user_code: signIn.userCode,
        secret_hash: signIn.secretHash,
        origin: signIn.origin,
        app: signIn.app ?? null,
        system: signIn.system ?? null,
        network_hash: signIn.networkHash ?? null,
        expires_at: sql<number>`${nowMs} + ${sql.lit(signIn.lastsMs)}`,
        decision: "open",
        user_id: null,
        person: null,
      })
      .onConflict((conflict) => conflict.column("user_code").doNothing())
      .returning("expires_at")
      .executeTakeFirst();
    return row?.expires_at ?? "code-taken";
  }

  async find(id: string): Promise<StoredDeviceSignIn | undefined> {
    const row = await this.#live().where("id", "=", id).executeTakeFirst();
    return row && toSignIn(row);
  }

  async findOpen(userCode: string): Promise<StoredDeviceSignIn | undefined> {
    const row = await this.#live()
      .where("user_code", "=", userCode)
      .where("decision", "=", "open")
      .executeTakeFirst();
    return row && toSignIn(row);
  }

  async decide(id: string, person: MemberIdentity | undefined): Promise<boolean> {
    const row = await this.#db
      .updateTable("device_sign_ins")
      .set({
        decision: person ? "confirmed" : "refused",
        user_id: person?.userId ?? null,
        person: person ? JSON.stringify(person) : null,
      })
      .where("id", "=", id)
      .where("decision", "=", "open")
      .where("expires_at", ">", this.#dialect.nowMs)
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  }

  async take(id: string): Promise<{ person: MemberIdentity | null } | undefined> {
    const row = await this.#db
      .deleteFrom("device_sign_ins")
      .where("id", "=", id)
      .where("decision", "!=", "open")
      .where("expires_at", ">", this.#dialect.nowMs)
      .returning("person")
      .executeTakeFirst();
    return row && { person: JSON.parse(row.person ?? "null") as MemberIdentity | null };
  }

  async deleteExpiredBefore(ms: number): Promise<void> {
    await this.#db.deleteFrom("device_sign_ins").where("expires_at", "<", ms).execute();
  }

  #live() {
    return this.#db
      .selectFrom("device_sign_ins")
      .selectAll()
      .where("expires_at", ">", this.#dialect.nowMs);
  }
}

function toSignIn(row: DeviceSignInsTable): StoredDeviceSignIn {
  return {
    id: row.id,
    userCode: row.user_code,
    secretHash: row.secret_hash,
    origin: row.origin,
    ...(row.app !== null && { app: row.app as DeviceApp }),
    ...(row.system !== null && { system: row.system as DeviceSystem }),
    ...(row.network_hash !== null && { networkHash: row.network_hash }),
    expiresAtMs: row.expires_at,
    decision: row.decision,
  };
}
