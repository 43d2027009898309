import type { SecretStore } from "../../../chat/ports/secret-store.ts";
import type { Database } from "../schema.ts";
import type { MethodKinds } from "../../method-kind.ts";

/** How each method may be run. (SPEC LOG11) */
export const SECRET_METHODS: MethodKinds<SecretStore> = {
  getOrCreate: "write",
};

/** Secrets in the same database as the log, so that all its nodes share them. */
export class SqlSecretStore implements SecretStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async getOrCreate(name: string, proposal: string): Promise<string> {
    await this.#db
      .insertInto("secrets")
      .values({ name, value: proposal })
      .onConflict((conflict) => conflict.column("name").doNothing())
      .execute();
    const { value } = await this.#db
      .selectFrom("secrets")
      .select("value")
      .where("name", "=", name)
      .executeTakeFirstOrThrow();
    return value;
  }
}
