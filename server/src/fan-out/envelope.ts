import type { NodeMessage } from "../chat/ports/node-message.ts";

/** A message between nodes as text, with its sender in front. */
export function writeEnvelope(from: string, message: NodeMessage): string {
  return `${from} ${JSON.stringify(message)}`;
}

/** What an envelope holds; undefined if it is from `exceptFrom`, or no envelope at all. */
export function readEnvelope(
  raw: string,
  exceptFrom?: string,
): { from: string; message: NodeMessage } | undefined {
  const from = raw.slice(0, raw.indexOf(" "));
  // Decided before the rest is read: a node hears all that it tells.
  if (from === "" || from === exceptFrom) return undefined;
  try {
    return { from, message: JSON.parse(raw.slice(from.length + 1)) as NodeMessage };
  } catch {
    return undefined;
  }
}
