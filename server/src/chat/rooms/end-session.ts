import { expireNow, type NotifyPorts } from "../moderation/notify-permission-changes.ts";
import type { Connection } from "../participants/connection.ts";
import type { Connections } from "../participants/connections.ts";
import type { EndedSessions } from "../participants/ended-sessions.ts";
import type { DomainEvents } from "../ports/domain-events.ts";

export interface EndSessionPorts extends NotifyPorts {
  readonly endedSessions: EndedSessions;
  readonly connections: Connections;
}

/** Turns the connections of a session that was ended read-only on this node. (SPEC SI6) */
export function endSessionHere(ports: EndSessionPorts, sessionId: string): void {
  ports.endedSessions.note(sessionId);
  for (const connection of ports.connections.ofSession(sessionId)) expireNow(ports, connection);
}

/** Does so on every node. */
export function endSession(
  ports: EndSessionPorts & { readonly events: DomainEvents },
  sessionId: string,
): void {
  endSessionHere(ports, sessionId);
  ports.events.emit("session-ended", { sessionId });
}

/** Does so here for sessions that other nodes ended, as far as the store knows them. */
export async function endSessionsEndedElsewhere(ports: EndSessionPorts): Promise<void> {
  for (const sessionId of await ports.endedSessions.read()) endSessionHere(ports, sessionId);
}

/** Does so with one connection, whose session may have been ended while it came in or was renewed. */
export function expireIfEnded(ports: EndSessionPorts, connection: Connection): void {
  const { identity } = connection;
  if (identity.kind !== "member" || !identity.sessionId) return;
  if (ports.endedSessions.has(identity.sessionId)) expireNow(ports, connection);
}
