import {
  accept,
  refuse,
  type ChatMessage,
  type FilterFinding,
  type HeldMessage,
  type Me,
  type Result,
  type SendMessage,
} from "#protocol";
import { usesReservedName, type NamePorts } from "../moderation/reserved-names.ts";
import type { ActionLimits } from "../limits/action-limits.ts";
import type { SendLimit } from "../limits/send-limit.ts";
import type { LinkPermits } from "../moderation/filters/link-permits.ts";
import type { StreamFilters } from "../moderation/filters/stream-filters.ts";
import type { KnownAuthors } from "../moderation/known-authors.ts";
import type { CommitQueue } from "../commit/commit-queue.ts";
import type { Clock } from "../ports/clock.ts";
import type { Connection } from "../participants/connection.ts";
import { sendRefusal, evaluateSend } from "../moderation/evaluate-send.ts";
import { messageOf } from "../ports/log-entry.ts";
import { toChatMessage } from "../streams/log-window.ts";
import { refuseFiltered, heldBy, timeoutBy } from "../moderation/filters/apply-finding.ts";
import { isStaffRole } from "../participants/roles.ts";
import { appendWithPolicy } from "../commit/append-with-policy.ts";
import type { AppendMessage } from "../ports/append.ts";
import { policySubject } from "../moderation/stream-policy.ts";

export interface SendMessagePorts extends NamePorts {
  readonly storeClock: Clock;
  readonly commits: Pick<CommitQueue, "append">;
  readonly filters: StreamFilters;
  readonly linkPermits: LinkPermits;
  readonly knownAuthors: KnownAuthors;
  readonly sendLimit: SendLimit;
  readonly limits: ActionLimits;
  readonly clock: Clock;
}

/** A message as its sender sees it; `held` is set if it is openly held for review. (SPEC HE1) */
export interface Sent {
  message: ChatMessage;
  held?: true;
}

/**
 * Appends a message to a stream's log. (SPEC SM1–SM9, LOG3, MO6, FI2)
 *
 * Resolves after the commit and after the message was shown to the room.
 * Rejects with a `StoreError`. (SPEC LOG7)
 */
export async function sendMessage(
  ports: SendMessagePorts,
  connection: Connection,
  send: SendMessage,
): Promise<Result<Sent>> {
  const { rooms } = connection;
  const { streamId } = send;
  // Waits only before the first join: a join that waits for the store must not delay this send.
  const me = rooms.get(streamId) ?? (await connection.inTurn(() => rooms.get(streamId)));
  if (!me) return refuse("not-joined");
  const nowMs = ports.clock.nowMs();
  const reason = sendRefusal(connection.identity, me, ports.storeClock.nowMs());
  if (reason) return refuse(reason);
  // The person may have joined before the name was reserved for somebody else on the staff.
  if (await usesReservedName(ports, streamId, me)) return refuse("name-taken");
  const { identity, addressHash } = connection;
  const sender = { userId: me.userId, role: me.role, addressHash };
  const retryAfterMs = ports.sendLimit.admit(sender, send, nowMs);
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });

  const subject = policySubject(connection, streamId, me);
  const isNew = ports.knownAuthors.isNew(me.userId);
  const newcomer = isNew && { newcomer: me.role === "guest" && addressHash ? { addressHash } : {} };
  const written = { ...send, userId: me.userId, text: send.message };
  // Both count from here, not from the commit: several sends may be in flight.
  const permit = ports.linkPermits.claim(written);
  let takeBack = (): void => undefined;
  let finding: FilterFinding | undefined;
  const judging = appendWithPolicy(ports, streamId, async (policy) => {
    takeBack();
    const knownSinceMs =
      policy.mode.accountAgeSeconds && (await ports.knownAuthors.sinceMs(identity, addressHash));
    const verdict = evaluateSend(policy, {
      subject,
      text: send.message,
      nowMs: ports.policies.nowMs(),
      ...(knownSinceMs && { knownSinceMs }),
      mayLink: permit !== undefined,
    });
    if (!verdict.ok) return verdict;
    const isStaff = isStaffRole(policy.actingRoleOf(subject));
    const filters = isStaff
      ? accept({ channel: undefined, stream: undefined })
      : await ports.filters.readyFor(streamId, policy);
    if (!filters.ok) return filters;
    finding = ports.filters.judge(
      filters.value,
      written,
      ports.clock.nowMs(),
      permit !== undefined,
    );
    if (finding?.action.kind === "refuse") return refuseFiltered(finding);
    if (finding?.action.kind === "timeout") {
      const caller = { userId: me.userId, role: me.role, addressHash, streamId };
      const isOften = ports.limits.take("rule-timeout", caller, ports.clock.nowMs()) > 0;
      if (isOften) return refuseFiltered(finding);
    }
    if (finding?.action.kind === "timeout")
      return { ok: true, append: timeoutBy(streamId, me, finding, policy) };
    const role = policy.actingRoleOf(subject);
    // Charged last: the stream's share is only for messages that pass all other checks.
    const busyMs = ports.sendLimit.admitToStream({ role }, streamId, ports.clock.nowMs());
    if (busyMs > 0) return refuse("rate-limited", { retryAfterMs: busyMs });
    takeBack = ports.filters.note(policy, written, ports.clock.nowMs());
    const held = verdict.held ?? (finding && heldBy(finding));
    const author = { ...me, role };
    const terms = { ...verdict.terms, ...newcomer };
    return { ok: true, append: { ...toAppend(author, send), terms, ...(held && { held }) } };
  });
  const sent = await judging.catch((error: unknown) => {
    permit?.giveBack();
    throw error;
  });
  // A refused send does not count as admitted; otherwise trying texts against the filters would not
  // be rate-limited.
  const isRefused = !sent.ok || sent.result.outcome === "refused" || sent.result.outcome === "done";
  if (isRefused) ports.sendLimit.forget(me.userId, send);
  const isNews = sent.ok && (sent.result.outcome === "appended" || sent.result.outcome === "held");
  if (isNews) permit?.use();
  else {
    permit?.giveBack();
    takeBack();
  }
  if (!sent.ok) return sent;
  const { result } = sent;
  if (result.outcome === "appended") ports.knownAuthors.note(me.userId);
  switch (result.outcome) {
    case "refused": {
      const { code, retryAfterMs: waitMs } = result;
      return refuse(code, { ...(waitMs !== undefined && { retryAfterMs: waitMs }) });
    }
    case "held":
      return accept(toHeldAnswer(result.message));
    case "appended":
    case "repeated": {
      const message = result.entry && messageOf(result.entry);
      if (message) return accept({ message: toChatMessage(streamId, message) });
      break;
    }
    case "done":
      if (finding) return refuseFiltered(finding);
  }
  throw new Error("a message was appended as something else");
}

/** Looks like a sent message without a place in the log. (SPEC HE1) */
function toHeldAnswer({ why: _, rule: __, ...message }: HeldMessage): Sent {
  return { message: { ...message, seq: 0 }, held: true };
}

function toAppend(
  { userId, nickname = "", avatarUrl, role }: Me,
  send: SendMessage,
): AppendMessage {
  return {
    kind: "message",
    streamId: send.streamId,
    author: { userId, nickname, role, ...(avatarUrl && { avatarUrl }) },
    message: send.message,
    ...(send.clientId && { clientId: send.clientId }),
    ...(send.replyTo && { replyTo: send.replyTo }),
  };
}
