import type { NodeMessage } from "../chat/ports/node-message.ts";

/** Serialises a message between nodes, with its sender in front. */
export function writeEnvelope(from: string, message: NodeMessage): string {
  return `${from} ${JSON.stringify(message)}`;
}

/** The content of an envelope; undefined if it is from `exceptFrom`, or is invalid. */
export function readEnvelope(
  raw: string,
  exceptFrom?: string,
): { from: string; message: NodeMessage } | undefined {
  const from = raw.slice(0, raw.indexOf(" "));
  // Checked before the rest is parsed: a node receives all messages that it sends.
  if (from === "" || from === exceptFrom) return undefined;
  try {
    return { from, message: JSON.parse(raw.slice(from.length + 1)) as NodeMessage };
  } catch {
    return undefined;
  }
}
