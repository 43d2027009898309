import type { Me, MessageRef } from "#protocol";
import type {
  ChatSnapshot,
  LogRow,
  PendingMessage,
  PresenceLine,
  RemovedMark,
  ShownMessage,
} from "../../client/index.ts";
import { isOpenBelow, visibleRows, type RowWindow } from "./row-window.ts";

/** Messages of one person within this time share one name line. */
const GROUP_MS = 120_000;

/** The items of the list, in order. `key` stays the same when a pending message is committed. */
export type LogItem =
  | {
      readonly kind: "message";
      readonly key: string;
      readonly row: ShownMessage;
      readonly isFollowUp: boolean;
      readonly isMine: boolean;
      /** The message that it replies to, if it is known. */
      readonly parent?: LogRow | undefined;
    }
  | {
      readonly kind: "pending";
      readonly key: string;
      readonly row: PendingMessage;
      readonly author: Me;
      readonly isFollowUp: boolean;
      readonly parent?: LogRow | undefined;
    }
  | { readonly kind: "removed"; readonly key: string; readonly row: RemovedMark }
  | { readonly kind: "presence"; readonly key: string; readonly row: PresenceLine };

/** What the list shows of a chat. */
export interface LogView {
  readonly window: RowWindow;
  readonly showsPresence: boolean;
  readonly hiddenUserIds: ReadonlySet<string>;
}

/**
 * Converts the rows of a window to items: grouped, with joins and leaves in between, own pending
 * messages last.
 */
export function logItems(snapshot: ChatSnapshot, view: LogView): LogItem[] {
  const { rows, pending, me } = snapshot;
  const shown = visibleRows(rows, view.window);
  const isOpen = isOpenBelow(view.window);
  const lines = view.showsPresence ? linesWithin(snapshot, shown, isOpen) : [];
  const items: LogItem[] = [];
  // Includes the row before the window, otherwise the first row would change with every new one.
  let previous = lineOf(rows[rows.indexOf(shown[0]!) - 1]);
  let nextLine = 0;
  const follows = (line: Line): boolean => {
    const isFollowUp = previous !== undefined && isOneGroup(previous, line);
    previous = line;
    return isFollowUp;
  };
  const putLines = (beforeSeq: number): void => {
    for (; nextLine < lines.length && lines[nextLine]!.afterSeq < beforeSeq; nextLine++) {
      const row = lines[nextLine]!;
      items.push({ kind: "presence", key: row.key, row });
      previous = undefined;
    }
  };

  for (const row of shown) {
    putLines(row.seq);
    if (row.kind === "removed") {
      previous = undefined;
      items.push({ kind: "removed", key: row.id, row });
    } else if (!view.hiddenUserIds.has(row.userId)) {
      const isMine = row.userId === me?.userId;
      const key = keyOf(row, me);
      const parent = row.replyTo && findRow(snapshot, row.replyTo);
      items.push({ kind: "message", key, row, isFollowUp: follows(row), isMine, parent });
    }
  }
  putLines(Infinity);
  if (!me || !isOpen) return items;
  for (const row of pending) {
    const { clientId: key, queuedAtMs: timestamp, replyTo } = row;
    const isFollowUp = follows({ ...row, ...me, timestamp });
    const parent = replyTo && findRow(snapshot, replyTo);
    items.push({ kind: "pending", key, row, author: me, isFollowUp, parent });
  }
  return items;
}

/** The key of a message's item: an own one keeps that which it had on its way. */
export function keyOf({ id, userId, clientId }: ShownMessage, me: Me | undefined): string {
  return (userId === me?.userId && clientId) || id;
}

/** The message that another one replies to, if it is loaded. */
export function findRow(
  { rows, quoted }: Pick<ChatSnapshot, "rows" | "quoted">,
  { id, seq }: MessageRef,
): LogRow | undefined {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.seq < seq) low = middle + 1;
    else high = middle;
  }
  return rows[low]?.id === id ? rows[low] : quoted.get(id);
}

function linesWithin(
  { presence }: ChatSnapshot,
  shown: readonly LogRow[],
  isOpenBelow: boolean,
): readonly PresenceLine[] {
  if (presence.length === 0) return presence;
  const firstSeq = (shown[0]?.seq ?? 1) - 1;
  const lastSeq = isOpenBelow ? Infinity : (shown.at(-1)?.seq ?? 0) - 1;
  return presence.filter(({ afterSeq }) => afterSeq >= firstSeq && afterSeq <= lastSeq);
}

/** What decides whether a message shows its author's name. */
interface Line {
  readonly userId: string;
  readonly nickname?: string;
  readonly timestamp: number;
  readonly replyTo?: MessageRef;
}

function lineOf(row: LogRow | undefined): Line | undefined {
  return row?.kind === "message" ? row : undefined;
}

function isOneGroup(before: Line, line: Line): boolean {
  return (
    before.userId === line.userId &&
    before.nickname === line.nickname &&
    line.timestamp - before.timestamp < GROUP_MS &&
    !line.replyTo
  );
}
