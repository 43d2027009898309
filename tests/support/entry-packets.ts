import {
  EntryUnpacker,
  type ChatMessage,
  type EntriesBatch,
  type Entry,
  type PackedEntries,
} from "#protocol";
import type { Client } from "./stock-client.ts";

/** Reads the numbers of the entries that Socket.IO packets tell of, in either form. */
export function seqReader(): (packet: string) => number[] {
  const unpacker = new EntryUnpacker();
  return (packet) => {
    const [event, payload] = JSON.parse(packet.slice(1)) as [string, unknown];
    if (event === "entries")
      return unpack(unpacker, payload as PackedEntries).entries.map(({ seq }) => seq);
    if (event === "new-message") return [(payload as ChatMessage).seq];
    return [];
  };
}

/** Collects the entries that a client is told. */
export function collectEntries(client: Client): Entry[] {
  const unpacker = new EntryUnpacker();
  const all: Entry[] = [];
  client.on("entries", (packed) => all.push(...unpack(unpacker, packed).entries));
  return all;
}

function unpack(unpacker: EntryUnpacker, packed: PackedEntries): EntriesBatch {
  const batch = unpacker.unpack(packed);
  if (!batch) throw new Error("entries speak of people who were not named");
  return batch;
}
