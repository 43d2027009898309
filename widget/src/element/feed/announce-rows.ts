import type { Announcement } from "./announcer.ts";
import type { Texts } from "../../i18n/en/en.ts";
import type { ChatSnapshot, PendingMessage } from "../../client/index.ts";
import { failureText } from "../../i18n/error-text.ts";
import type { ViewerPreferences } from "../settings/viewer-preferences.ts";
import { isNamed } from "./message-text.ts";

interface Listener {
  readonly myName: string | undefined;
  readonly hiddenUserIds: ReadonlySet<string>;
  readonly announcements: ViewerPreferences["announcements"];
}

/** Announcements for new messages; those that mention the reader come first. */
export function announceRows(
  before: ChatSnapshot,
  { rows, me }: ChatSnapshot,
  { myName, hiddenUserIds, announcements: wanted }: Listener,
  texts: Texts,
): Announcement[] {
  // What is there when one comes is not read out; in an empty room, the first message is.
  const last = before.rows.at(-1)?.seq ?? (before.me && 0);
  if (last === undefined || wanted === "off") return [];
  const announcements: Announcement[] = [];
  for (let i = rows.length - 1; i >= 0 && rows[i]!.seq > last; i--) {
    const row = rows[i]!;
    if (row.kind !== "message" || row.userId === me?.userId || hiddenUserIds.has(row.userId))
      continue;
    const line = `${row.nickname}: ${row.message}`;
    const isUrgent = isNamed(row.message, myName);
    const text = isUrgent ? `${texts.mentioned} ${line}` : line;
    if (isUrgent || wanted === "all") announcements.push({ text, isUrgent, message: row });
  }
  return announcements.reverse();
}

/** Announcements of own messages, at every setting: not sent, waiting for review, rejected. */
export function announceOwn(before: ChatSnapshot, now: ChatSnapshot, texts: Texts): string[] {
  const failedBefore = new Set(before.pending.filter(isFailed).map(({ clientId }) => clientId));
  const failed = now.pending.filter((one) => isFailed(one) && !failedBefore.has(one.clientId));
  const said = failed.map((one) => `${failureText(one, texts)} ${one.text}`);
  if (now.rows === before.rows) return said;
  for (const row of now.rows) {
    if (row.kind !== "message" || !(row.held || row.rejected) || before.rows.includes(row))
      continue;
    said.push(`${row.held ? texts.held : texts.rejected}: ${row.message}`);
  }
  return said;
}

function isFailed({ status }: PendingMessage): boolean {
  return status === "failed";
}
