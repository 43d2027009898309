import type { Announcement } from "./announcer.ts";
import type { Texts } from "../../i18n/en/en.ts";
import type { ChatSnapshot } from "../../client/index.ts";
import { isNamed } from "./message-text.ts";

/** What is read out of the messages that came since; first of all where the reader is named. */
export function announceRows(
  before: ChatSnapshot,
  { rows, me }: ChatSnapshot,
  { myName, hiddenUserIds }: { myName: string | undefined; hiddenUserIds: ReadonlySet<string> },
  texts: Texts,
): Announcement[] {
  const last = before.rows.at(-1)?.seq;
  if (last === undefined) return [];
  const announcements: Announcement[] = [];
  for (let i = rows.length - 1; i >= 0 && rows[i]!.seq > last; i--) {
    const row = rows[i]!;
    if (row.kind !== "message" || row.userId === me?.userId || hiddenUserIds.has(row.userId))
      continue;
    const line = `${row.nickname}: ${row.message}`;
    const isUrgent = isNamed(row.message, myName);
    announcements.push({ text: isUrgent ? `${texts.mentioned} ${line}` : line, isUrgent });
  }
  return announcements.reverse();
}
