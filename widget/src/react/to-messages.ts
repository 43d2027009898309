import type { ChatMessage } from "#protocol";
import type { ChatSnapshot, LogRow } from "../client/index.ts";

const messages = new WeakMap<LogRow, ChatMessage>();
const lists = new WeakMap<readonly LogRow[], readonly ChatMessage[]>();

/** The messages of a snapshot, oldest first, without removal marks; stable while unchanged. */
export function toMessages({ streamId, rows }: ChatSnapshot): readonly ChatMessage[] {
  let list = lists.get(rows);
  if (!list) {
    list = rows.flatMap((row) => toMessage(row, streamId) ?? []);
    lists.set(rows, list);
  }
  return list;
}

function toMessage(row: LogRow, streamId: string): ChatMessage | undefined {
  if (row.kind !== "message") return undefined;
  let message = messages.get(row);
  if (!message) {
    const { kind: _, ...fields } = row;
    message = { ...fields, streamId };
    messages.set(row, message);
  }
  return message;
}
