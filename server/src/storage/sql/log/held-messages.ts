import type { HeldMessage, Role } from "#protocol";
import type { Transaction } from "kysely";
import type { Held } from "../../../chat/ports/append-action.ts";
import type {
  Append,
  AppendMessage,
  AppendRemoval,
  AppendResult,
  DroppedMessage,
} from "../../../chat/ports/append.ts";
import type { LockedStream } from "./locked-stream.ts";
import { newEpoch } from "./entry-id.ts";
import type { EntryRow } from "./entry-rows.ts";
import type { Schema } from "../schema.ts";
import { enforceHeldLimits } from "./held-limits.ts";
import type { HeldMessagesTable } from "../moderation/moderation-tables.ts";

/** Id prefix of held messages. Shadowed ones have the id of their entry. */
const HELD = "held.";

/** Whether a held message has no entry in the log. (SPEC HE1) */
export function isOutsideLog({ id }: Pick<HeldMessagesTable, "id">): boolean {
  return id.startsWith(HELD);
}

let lastHeldMs = 0;
let heldInMs = 0;

/**
 * The id of a message that is held now. Ids of one millisecond sort as they were given, so that the
 * oldest is known where two have the same time. (SPEC HE5)
 */
function newHeldId(nowMs: number): string {
  heldInMs = nowMs === lastHeldMs ? heldInMs + 1 : 0;
  lastHeldMs = nowMs;
  return `${HELD}${heldInMs.toString(36).padStart(4, "0")}${newEpoch()}`;
}

/** The messages of a batch that go to staff instead of the log. (SPEC HE1) */
export class HeldMessages {
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
  ): Promise<HeldMessages> {
    const rows = new HeldMessages(stream);
    const clientIds: string[] = [];
    const authors: string[] = [];
    for (const append of batch)
      if (append.kind === "message" && append.held && append.clientId) {
        clientIds.push(append.clientId);
        authors.push(append.author.userId);
      }
    if (clientIds.length > 0)
      for (const row of await trx
        .selectFrom("held_messages")
        .selectAll()
        .where("stream_id", "=", stream.id)
        .where("client_id", "in", clientIds)
        .where("user_id", "in", authors)
        .execute())
        // Shadowed ones are found by their entry.
        if (isOutsideLog(row)) rows.#byClientId.set(`${row.user_id} ${row.client_id}`, row);
    const removed = batch.flatMap((append) =>
      append.kind === "removal" ? [append.messageId] : [],
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

  /** Holds a message, or finds it held already; undefined if it is to be shadowed. (SPEC LOG3) */
  add(append: AppendMessage, { why, rule }: Held): AppendResult | undefined {
    const { author, clientId = null, message, replyTo } = append;
    const key = `${author.userId} ${clientId}`;
    const first = clientId === null ? undefined : this.#byClientId.get(key);
    if (first && first.body !== message) return { outcome: "refused", code: "conflict" };
    if (!first && why === "shadow") return undefined;
    const row: HeldMessagesTable = first ?? {
      stream_id: this.#stream.id,
      id: newHeldId(this.#stream.nowMs),
      at: this.#stream.nowMs,
      user_id: author.userId,
      client_id: clientId,
      why,
      rule: rule ?? null,
      nickname: author.nickname,
      avatar_url: author.avatarUrl ?? null,
      role: author.role,
      body: message,
      reply_to: replyTo ?? null,
    };
    if (!first) {
      this.#fresh.push(row);
      this.#byClientId.set(key, row);
    }
    return { outcome: "held", message: toHeldMessage(row) };
  }

  /** Adds a shadowed message to the review queue; in the log only its author sees it. (SPEC HE6) */
  addShadowed(entry: EntryRow, { replyTo }: AppendMessage, { why, rule }: Held): void {
    const row: HeldMessagesTable = {
      stream_id: entry.stream_id,
      id: entry.id,
      at: entry.at,
      user_id: entry.user_id ?? "",
      // The entry has it. Here it would outlive the entry, and stand in the way of a repeat.
      client_id: null,
      why,
      rule: rule ?? null,
      nickname: entry.nickname,
      avatar_url: entry.avatar_url,
      role: entry.role,
      body: entry.body,
      reply_to: replyTo ?? null,
    };
    this.#fresh.push(row);
    this.#byId.set(row.id, row);
  }

  /**
   * Drops a message that its author withdraws before review; returns whether it existed nowhere
   * else. (SPEC RM5)
   */
  withdraw({ messageId, onlyOf }: AppendRemoval): boolean {
    const row = this.#byId.get(messageId);
    if (!row || row.user_id !== onlyOf) return false;
    this.#byId.delete(messageId);
    this.#gone.push(messageId);
    return isOutsideLog(row);
  }

  /** Returns the openly held messages that no longer fit into the queue. (SPEC HE5) */
  async write(trx: Transaction<Schema>): Promise<DroppedMessage[]> {
    if (this.#fresh.length > 0) await trx.insertInto("held_messages").values(this.#fresh).execute();
    if (this.#gone.length > 0)
      await trx
        .deleteFrom("held_messages")
        .where("stream_id", "=", this.#stream.id)
        .where("id", "in", this.#gone)
        .execute();
    if (this.#fresh.length === 0) return [];
    const authors = this.#fresh.map(({ user_id }) => user_id);
    const dropped = await enforceHeldLimits(trx, this.#stream.id, authors);
    return dropped.filter(isOutsideLog);
  }
}

/** A held message in the form for its author and staff. */
export function toHeldMessage(row: HeldMessagesTable): HeldMessage {
  return {
    id: row.id,
    streamId: row.stream_id,
    userId: row.user_id,
    nickname: row.nickname ?? "",
    ...(row.avatar_url && { avatarUrl: row.avatar_url }),
    role: (row.role ?? "guest") as Role,
    message: row.body ?? "",
    timestamp: row.at,
    why: row.why,
    ...(row.client_id && { clientId: row.client_id }),
    ...(row.rule && { rule: row.rule }),
  };
}
