import { accept, refuse, type Me, type Result } from "#protocol";
import { joinDenial, refuseToken, type JoinDenialPorts } from "../moderation/join-denial.ts";
import { protectPresent, withoutReservedName } from "../moderation/reserved-names.ts";
import type { ActionLimits } from "../limits/action-limits.ts";
import { notifySelf } from "../moderation/notify-permission-changes.ts";
import type { Authenticator } from "../ports/authenticator.ts";
import type { Clock } from "../ports/clock.ts";
import { isEnded, type EndSessionPorts } from "./end-session.ts";
import type { Presence } from "./presence.ts";
import type { Connection } from "../participants/connection.ts";
import { resolveParticipant } from "../participants/resolve-participant.ts";

export interface RenewTokenPorts extends JoinDenialPorts, EndSessionPorts {
  readonly authenticator: Authenticator;
  readonly limits: ActionLimits;
  readonly clock: Clock;
  readonly presence: Presence;
}

/** Accepts a fresh token of the same person, without a new connection. (SPEC ID5) */
export async function renewToken(
  ports: RenewTokenPorts,
  connection: Connection,
  token: string,
): Promise<Result<{ expiresAtMs: number }>> {
  const { origin } = connection;
  const { userId, kind } = connection.identity;
  const role = kind === "member" ? "member" : "guest";
  // Verifying a token is expensive, for every issuer.
  const retryAfterMs = ports.limits.take(
    "authenticate",
    { userId, role, addressHash: connection.addressHash, streamId: "" },
    ports.clock.nowMs(),
  );
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });
  const identity = await ports.authenticator.authenticate({ token, ...(origin && { origin }) });
  if (identity.kind === "reader") return refuseToken(identity, identity.reason, ports.storeClock);
  const before = connection.identity;
  if (identity.kind !== "member" || before.kind !== "member" || before.userId !== identity.userId)
    return refuse("different-person");
  return connection.inTurn(async () => {
    const changed: { streamId: string; me: Me }[] = [];
    for (const [streamId, was] of [...connection.rooms]) {
      const claimed = resolveParticipant(identity, streamId, was);
      const me = await withoutReservedName(ports, identity, streamId, claimed, was);
      changed.push({ streamId, me });
    }
    // All or nothing: an identity that may not join one of the rooms may not stay in any.
    for (const { streamId, me } of changed) {
      const mayNot = await joinDenial(ports, identity, streamId, me);
      if (mayNot) return refuse(mayNot);
    }
    // The connection may have closed meanwhile: then nobody would ever leave what it enters here.
    if (connection.closed) return refuse("not-joined");
    if (isEnded(ports, identity)) return refuse("token-expired");
    connection.renew(identity);
    for (const { streamId, me } of changed) {
      connection.rooms.set(streamId, me);
      const room = ports.rooms.get(streamId);
      if (room) ports.presence.enter(streamId, room, connection.id, me)();
      protectPresent(ports, streamId, me);
    }
    notifySelf(ports, connection);
    // Not awaited: the name is protected once this completes.
    ports.reservedNames.update(identity).catch(() => undefined);
    return accept({ expiresAtMs: identity.expiresAtMs });
  });
}
