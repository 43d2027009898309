import { LIMITS, parseStreamId } from "#protocol";

/**
 * The joins of a handshake, unparsed, by stream. Clients send the others as `join-room`, whose ack
 * says what is wrong with them. (SPEC JR10)
 */
export function handshakeJoins(auth: unknown): ReadonlyMap<string, unknown> {
  const joins = new Map<string, unknown>();
  const { joins: raw } = Object(auth) as { joins?: unknown };
  if (!Array.isArray(raw)) return joins;
  for (const join of raw.slice(0, LIMITS.roomsPerConnection)) {
    const stream = parseStreamId((Object(join) as { streamId?: unknown }).streamId);
    if (stream.ok && !joins.has(stream.value)) joins.set(stream.value, join);
  }
  return joins;
}
