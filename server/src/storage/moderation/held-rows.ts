import type { HeldMessage, Role } from "#protocol";
import type { Transaction } from "kysely";
import type { Held } from "../../chat/moderation/append-action.ts";
import type { Append, AppendMessage, AppendRemoval, AppendResult } from "../../chat/ports.ts";
import type { LockedStream } from "../locked-stream.ts";
import { newEpoch } from "../new-id.ts";
import type { Schema } from "../schema.ts";
import { boundHeld } from "./bound-held.ts";
import type { HeldMessagesTable } from "./schema.ts";

/** What the id of a held message begins with. */
const HELD = "held.";

/** The messages of a batch that go to staff and not into the log. (SPEC HE1) */
export class HeldRows {
  readonly #stream: LockedStream;
  readonly #byClientId = new Map<string, HeldMessagesTable>();
  readonly #byId = new Map<string, HeldMessagesTable>();
  readonly #fresh: HeldMessagesTable[] = [];
  readonly #gone: string[] = [];

  private constructor(stream: LockedStream) {
    this.#stream = stream;
  }

  static async read(
    trx: Transaction<Schema>,
    stream: LockedStream,
    batch: readonly Append[],
  ): Promise<HeldRows> {
    const rows = new HeldRows(stream);
    const clientIds = batch.flatMap((append) =>
      append.kind === "message" && append.held && append.clientId ? [append.clientId] : [],
    );
    if (clientIds.length > 0)
      for (const row of await trx
        .selectFrom("held_messages")
        .selectAll()
        .where("stream_id", "=", stream.id)
        .where("client_id", "in", clientIds)
        .execute())
        rows.#byClientId.set(`${row.user_id} ${row.client_id}`, row);
    const removed = batch.flatMap((append) =>
      append.kind === "removal" && append.messageId.startsWith(HELD) ? [append.messageId] : [],
    );
    if (removed.length > 0)
      for (const row of await trx
        .selectFrom("held_messages")
        .selectAll()
        .where("stream_id", "=", stream.id)
        .where("id", "in", removed)
        .execute())
        rows.#byId.set(row.id, row);
    return rows;
  }

  /** Holds a message, or finds that it is held already. (SPEC LOG3) */
  add(append: AppendMessage, { why, rule }: Held): AppendResult {
    const { author, clientId = null, message, replyTo } = append;
    const key = `${author.userId} ${clientId}`;
    const first = clientId === null ? undefined : this.#byClientId.get(key);
    if (first && first.body !== message) return { outcome: "refused", code: "conflict" };
    const row: HeldMessagesTable = first ?? {
      ...{ stream_id: this.#stream.id, id: `${HELD}${newEpoch()}`, at: this.#stream.nowMs },
      ...{ user_id: author.userId, client_id: clientId, why, rule: rule ?? null },
      ...{ nickname: author.nickname, avatar_url: author.avatarUrl ?? null, role: author.role },
      ...{ body: message, reply_to: replyTo ?? null },
    };
    if (!first) {
      this.#fresh.push(row);
      this.#byClientId.set(key, row);
    }
    return { outcome: "held", message: toHeldMessage(row) };
  }

  /** Drops a message that its author takes back before staff have looked at it. (SPEC RM5) */
  takeBack({ messageId, onlyOf }: AppendRemoval): boolean {
    const row = this.#byId.get(messageId);
    if (!row || row.user_id !== onlyOf) return false;
    this.#byId.delete(messageId);
    this.#gone.push(messageId);
    return true;
  }

  async write(trx: Transaction<Schema>): Promise<void> {
    if (this.#gone.length > 0)
      await trx
        .deleteFrom("held_messages")
        .where("stream_id", "=", this.#stream.id)
        .where("id", "in", this.#gone)
        .execute();
    if (this.#fresh.length === 0) return;
    await trx.insertInto("held_messages").values(this.#fresh).execute();
    const authors = this.#fresh.map(({ user_id }) => user_id);
    await boundHeld(trx, this.#stream.id, authors);
  }
}

/** A held message as its author and staff see it. */
export function toHeldMessage(row: HeldMessagesTable): HeldMessage {
  return {
    ...{ id: row.id, streamId: row.stream_id, userId: row.user_id, nickname: row.nickname ?? "" },
    ...(row.avatar_url && { avatarUrl: row.avatar_url }),
    role: (row.role ?? "guest") as Role,
    ...{ message: row.body ?? "", timestamp: row.at, why: row.why },
    ...(row.client_id && { clientId: row.client_id }),
    ...(row.rule && { rule: row.rule }),
  };
}
