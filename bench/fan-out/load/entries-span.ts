import type { PackedEntries, PackedEntry } from "#protocol";
import type { Span } from "./dialect.ts";

/** How a packet with an event begins. */
export const EVENT = "42";

/** What part of the log an event brings, if it is one that does. (SPEC EN7) */
export function readSpan(packet: string): Span | undefined {
  const [event, batch] = JSON.parse(packet.slice(EVENT.length)) as [string, PackedEntries];
  if (event !== "entries") return undefined;
  const [, epoch, after, , known, entries] = batch;
  const last = after + entries.length;
  const named = entries.filter((entry) => isPacked(entry) && typeof entry[1] !== "number").length;
  return { epoch, first: after + 1, last, lastId: idOf(entries.at(-1)!, last), known, named };
}

function idOf(entry: PackedEntry, seq: number): string {
  return isPacked(entry) ? `${seq.toString(36)}.${entry[0]}` : entry.id;
}

function isPacked(entry: PackedEntry): entry is Extract<PackedEntry, readonly unknown[]> {
  return Array.isArray(entry);
}
