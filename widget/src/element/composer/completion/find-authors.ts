import type { MessageEntry } from "#protocol";
import type { Chat } from "../../../client/index.ts";
import { beginsAs, keysOf } from "./typed-prefix.ts";

/**
 * Finds people who have written here by a typed part of their names: full matches first, then exact
 * prefixes, then the latest authors.
 */
export function peopleHere(chat: Chat | undefined, typed: string, limit: number): MessageEntry[] {
  const { rows = [], me } = chat?.getSnapshot() ?? {};
  const begins = beginsAs(typed);
  const found = new Map<string, MessageEntry>();
  for (const row of [...rows].reverse())
    if (row.kind === "message" && row.userId !== me?.userId && !found.has(row.userId))
      if (begins(row.nickname)) found.set(row.userId, row);
  return [...found.values()]
    .sort((a, b) => likeness(b.nickname, typed) - likeness(a.nickname, typed))
    .slice(0, limit);
}

function likeness(name: string, typed: string): number {
  if (keysOf(name) === keysOf(typed.trim())) return 2;
  return name.toLowerCase().startsWith(typed.toLowerCase()) ? 1 : 0;
}
