import type { MessageEntry } from "#protocol";
import type { Chat } from "../../store/index.ts";
import { beginsAs, keysOf } from "./typed-prefix.ts";

/** Finds those who have written here by what is typed of their names, who wrote last first. */
export function peopleHere(chat: Chat | undefined, typed: string, limit: number): MessageEntry[] {
  const { rows = [], me } = chat?.getSnapshot() ?? {};
  const begins = beginsAs(typed);
  const found = new Map<string, MessageEntry>();
  for (let i = rows.length - 1; i >= 0 && found.size < limit; i--) {
    const row = rows[i];
    if (row?.kind !== "message" || row.userId === me?.userId || found.has(row.userId)) continue;
    if (begins(row.nickname)) found.set(row.userId, row);
  }
  const exactly = keysOf(typed.trim());
  return [...found.values()].toSorted(
    (a, b) => Number(keysOf(b.nickname) === exactly) - Number(keysOf(a.nickname) === exactly),
  );
}
