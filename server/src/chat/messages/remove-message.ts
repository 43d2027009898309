import { accept, refuse, type RemoveMessage, type Result } from "#protocol";
import type { Connection } from "../participants/connection.ts";
import { callerOf } from "../moderation/caller-of.ts";
import { isStaffRole } from "../participants/roles.ts";
import { moderate, type ModeratePorts } from "../moderation/moderate.ts";
import { effectiveParticipant } from "../moderation/effective-participant.ts";

/** Removes a message for everyone, including people who are away. (SPEC RM1, LOG5) */
export async function removeMessage(
  ports: ModeratePorts,
  connection: Connection,
  { streamId, id }: RemoveMessage,
): Promise<Result<object>> {
  const me = await connection.inTurn(() => connection.rooms.get(streamId));
  if (!me) return refuse("not-joined");
  const self = effectiveParticipant(ports, connection, streamId, me);
  // People with a sanction may still remove their own messages; an expired token may not.
  if (!self.maySend && !isSanction(self.reason)) return refuse(self.reason ?? "forbidden");
  if (isStaffRole(self.role) && self.maySend) {
    const done = await moderate(ports, connection, {
      streamId,
      action: { kind: "remove", messageId: id },
    });
    // The author has already removed the message, so the request succeeds.
    if (done.ok || done.error.code !== "not-found") return done.ok ? accept({}) : done;
  }
  const caller = callerOf(ports, connection, streamId, me);
  const retryAfterMs = ports.limits.take("remove", caller, ports.clock.nowMs());
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });
  const removal = { kind: "removal", streamId, messageId: id, onlyOf: me.userId } as const;
  const result = await ports.commits.append(removal);
  return result.outcome === "refused" ? refuse(result.code) : accept({});
}

function isSanction(reason: string | undefined): boolean {
  return reason === "timed-out" || reason === "banned";
}
