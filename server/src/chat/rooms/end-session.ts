import { expireNow, type NotifyPorts } from "../moderation/notify-permission-changes.ts";
import type { Connection } from "../participants/connection.ts";
import type { Connections } from "../participants/connections.ts";
import type { EndedSessions } from "../participants/ended-sessions.ts";
import type { DomainEvents } from "../ports/domain-events.ts";
import type { Identity } from "../ports/identity.ts";

export interface EndSessionPorts extends NotifyPorts {
  readonly endedSessions: EndedSessions;
  readonly connections: Connections;
}

/** Makes this node's connections of an ended session read-only. (SPEC SI6) */
export function endSessionHere(ports: EndSessionPorts, sessionId: string): void {
  ports.endedSessions.note(sessionId);
  for (const connection of ports.connections.ofSession(sessionId)) expireNow(ports, connection);
}

/** Ends a session's connections on every node. */
export function endSession(
  ports: EndSessionPorts & { readonly events: DomainEvents },
  sessionId: string,
): void {
  endSessionHere(ports, sessionId);
  ports.events.emit("session-ended", { sessionId });
}

/** Ends the connections of sessions that other nodes ended, according to the store. */
export async function endSessionsEndedElsewhere(ports: EndSessionPorts): Promise<void> {
  for (const sessionId of await ports.endedSessions.read()) endSessionHere(ports, sessionId);
}

/** Whether the session of an identity has ended. */
export function isEnded(
  { endedSessions }: Pick<EndSessionPorts, "endedSessions">,
  identity: Identity,
): boolean {
  const sessionId = identity.kind === "member" ? identity.sessionId : undefined;
  return sessionId !== undefined && endedSessions.has(sessionId);
}

/** Expires one connection if its session was ended while it connected. */
export function expireIfEnded(ports: EndSessionPorts, connection: Connection): void {
  if (isEnded(ports, connection.identity)) expireNow(ports, connection);
}
