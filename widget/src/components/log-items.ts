import type { Me, MessageEntry } from "#protocol";
import type { LogRow, PendingMessage, RemovedMark } from "../store/index.ts";

/** Messages of one person within so long stand under one name. */
const GROUP_MS = 120_000;

/** What the list shows, one after the other. `key` stays when a pending message is committed. */
export type LogItem =
  | {
      readonly kind: "message";
      readonly key: string;
      readonly row: MessageEntry;
      readonly isFollowUp: boolean;
      readonly isMine: boolean;
    }
  | {
      readonly kind: "pending";
      readonly key: string;
      readonly message: PendingMessage;
      readonly author: Me;
      readonly isFollowUp: boolean;
    }
  | { readonly kind: "removed"; readonly key: string; readonly row: RemovedMark };

/** Turns rows into items, grouped, with my pending messages at the end. */
export function logItems(
  rows: readonly LogRow[],
  pending: readonly PendingMessage[],
  me: Me | undefined,
): LogItem[] {
  let previous: Line | undefined;
  const follows = (line: Line): boolean => {
    const isFollowUp = previous !== undefined && isOneGroup(previous, line);
    previous = line;
    return isFollowUp;
  };
  const items = rows.map((row): LogItem => {
    if (row.kind === "removed") {
      previous = undefined;
      return { kind: "removed", key: row.id, row };
    }
    const isMine = row.userId === me?.userId;
    const key = (isMine && row.clientId) || row.id;
    return { kind: "message", key, row, isFollowUp: follows(row), isMine };
  });
  if (!me) return items;
  for (const message of pending) {
    const line = { userId: me.userId, nickname: me.nickname, timestamp: message.queuedAtMs };
    const isFollowUp = follows(line);
    items.push({ kind: "pending", key: message.clientId, message, author: me, isFollowUp });
  }
  return items;
}

/** What decides whether a message needs a name of its own. */
interface Line {
  readonly userId: string;
  readonly nickname: string | undefined;
  readonly timestamp: number;
}

function isOneGroup(before: Line, line: Line): boolean {
  return (
    before.userId === line.userId &&
    before.nickname === line.nickname &&
    line.timestamp - before.timestamp < GROUP_MS
  );
}
