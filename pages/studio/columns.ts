import { makeDeviceStorage } from "../../widget/src/client/device-storage.ts";

export const COLUMNS = [
  "chat",
  "queue",
  "people",
  "audit",
  "room",
  "filters",
  "channel",
  "pulse",
] as const;
export type Column = (typeof COLUMNS)[number];

/** Those beside each other to begin with. */
const FIRST: readonly Column[] = ["chat", "queue", "people", "audit", "pulse"];
const KEY = "live-chat:studio-columns";
const storage = makeDeviceStorage();

/** Which columns are shown on this device. */
export function readColumns(): readonly Column[] {
  try {
    const kept = JSON.parse(storage.get(KEY) ?? "") as unknown;
    if (Array.isArray(kept)) {
      const known = COLUMNS.filter((column) => kept.includes(column));
      if (known.length > 0) return known;
    }
  } catch {
    // Nothing was chosen so far.
  }
  return FIRST;
}

export function keepColumns(columns: readonly Column[]): void {
  storage.set(KEY, JSON.stringify(columns));
}
