import { channelOf, type RoomMode } from "#protocol";
import type { Selectable, Transaction } from "kysely";
import type { Append } from "../../../chat/ports/append.ts";
import { channelKey, channelOfKey, isChannelKey } from "../../../chat/ports/channel-key.ts";
import { fromJson } from "./entry-rows.ts";
import type { LockedScope } from "./locked-scope.ts";
import type { ChannelsTable, Schema } from "../schema.ts";
import type { SqlDialect } from "../sql-dialect.ts";

type Row = Selectable<ChannelsTable> & { now: number };

const COLUMNS = ["id", "name", "policy_version", "actions", "mode", "filters"] as const;

/** A channel whose row a transaction has locked. What changes is written by `save`. (SPEC CH4) */
export class LockedChannel implements LockedScope {
  readonly channelId: string;
  readonly id: string;
  readonly nowMs: number;
  readonly lastSeq = 0;
  /** What its staff call it. */
  name: string | null;
  policyVersion: number;
  actions: number;
  mode: RoomMode;
  filters: string | null;
  readonly #before: Row;

  private constructor(row: Row) {
    this.#before = row;
    this.channelId = row.id;
    this.id = channelKey(row.id);
    this.nowMs = row.now;
    this.name = row.name;
    this.policyVersion = row.policy_version;
    this.actions = row.actions;
    this.mode = fromJson<RoomMode>(row.mode) ?? {};
    this.filters = row.filters;
  }

  /**
   * Locks the channels to which a batch does something, by their ids.
   *
   * In one order everywhere, and before any stream: whoever only writes messages locks none, so
   * nobody who waits for a channel is waited for by one who has it.
   */
  static async lockAll(
    trx: Transaction<Schema>,
    dialect: SqlDialect,
    batch: readonly Append[],
  ): Promise<Map<string, LockedChannel>> {
    const ids = new Set<string>();
    for (const append of batch)
      if (isChannelKey(append.streamId)) ids.add(channelOfKey(append.streamId));
      else if (append.kind === "action" && append.scope) ids.add(channelOf(append.streamId));
    const channels = new Map<string, LockedChannel>();
    for (const id of [...ids].sort((a, b) => (a < b ? -1 : 1)))
      channels.set(id, await LockedChannel.#lock(trx, dialect, id));
    return channels;
  }

  static async #lock(
    trx: Transaction<Schema>,
    dialect: SqlDialect,
    id: string,
  ): Promise<LockedChannel> {
    const row = await trx
      .insertInto("channels")
      .values({ id })
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet({ actions: (eb) => eb.ref("channels.actions") }),
      )
      .returning([...COLUMNS, dialect.nowMs.as("now")])
      .executeTakeFirstOrThrow();
    return new LockedChannel(row);
  }

  bumpPolicyVersion(): number {
    this.policyVersion += 1;
    return this.policyVersion;
  }

  async save(trx: Transaction<Schema>): Promise<void> {
    const { name, policyVersion, actions, filters } = this;
    const isEmpty = Object.keys(this.mode).length === 0;
    const mode = isEmpty ? null : JSON.stringify(this.mode);
    const { policy_version, actions: before } = this.#before;
    if (policyVersion === policy_version && actions === before) return;
    await trx
      .updateTable("channels")
      .set({ name, policy_version: policyVersion, actions, filters, mode })
      .where("id", "=", this.channelId)
      .execute();
  }
}
