import type { ChatMessage, EntriesBatch } from "#protocol";

/** The numbers of the entries that a Socket.IO packet tells of, in either form. */
export function seqsIn(packet: string): number[] {
  const [event, payload] = JSON.parse(packet.slice(1)) as [string, unknown];
  if (event === "entries") return (payload as EntriesBatch).entries.map(({ seq }) => seq);
  if (event === "new-message") return [(payload as ChatMessage).seq];
  return [];
}
