import { accept, refuse, type ChatMessage, type Result, type SendMessage } from "#protocol";
import { type AppendWithPolicyPorts, appendWithPolicy } from "../commit/append-with-policy.ts";
import type { SendLimit } from "../limits/send-limit.ts";
import type { Policies } from "../moderation/policies.ts";
import type { StreamPolicy } from "../moderation/stream-policy.ts";
import type { ReservedNames } from "../moderation/reserved-names.ts";
import type { Clock } from "../ports/clock.ts";
import { messageOf } from "../ports/log-entry.ts";
import type { Rooms } from "../streams/rooms.ts";
import { toChatMessage } from "../streams/log-window.ts";
import { refuseSanctioned } from "../moderation/evaluate-send.ts";
import type { Principal } from "../moderation/moderate-as-principal.ts";

export interface PostAsBotPorts extends AppendWithPolicyPorts<StreamPolicy> {
  readonly policies: Policies;
  /** Whether only streams created by the operator exist. */
  readonly listedOnly: boolean;
  readonly reservedNames: ReservedNames;
  readonly sendLimit: SendLimit;
  readonly rooms: Rooms;
  readonly clock: Clock;
}

/** A bot as everyone sees it. Only bots' user ids begin with `bot:`. (SPEC AD9) */
export interface Bot {
  userId: `bot:${string}`;
  nickname: string;
  avatarUrl?: string;
}

/**
 * Appends a message of a principal's bot. (SPEC AD9, LOG3)
 *
 * Room modes do not apply to bots, as they do not apply to staff. An ended stream and a sanction on
 * the bot do.
 */
export async function postAsBot(
  ports: PostAsBotPorts,
  principal: Principal,
  bot: Bot,
  send: SendMessage,
): Promise<Result<{ message: ChatMessage }>> {
  const { streamId, message, clientId, replyTo } = send;
  const { userId, nickname } = bot;
  // An owner must not speak in the name of other staff of the stream.
  if (
    principal.kind === "owner" &&
    ports.reservedNames.ownerOf(streamId, nickname, principal.actor.userId)
  )
    return refuse("name-taken");
  // The limit is per stream: a bot may post the same text in twenty streams.
  const sender = { userId: `${userId} ${streamId}`, role: "owner" } as const;
  const retryAfterMs = ports.sendLimit.admit(sender, send, ports.clock.nowMs());
  if (retryAfterMs > 0) return refuse("rate-limited", { retryAfterMs });

  // Opens the room, so that the policy read here is dropped together with it.
  await ports.rooms.open(streamId);
  const posted = await appendWithPolicy(ports, streamId, (policy) => {
    if (ports.listedOnly && !policy.listed) return refuse("unknown-stream");
    const nowMs = ports.policies.nowMs();
    const sanction = policy.sanctionOn({ userId, role: "member" }, nowMs);
    if (sanction && sanction.kind !== "shadow") return refuseSanctioned(sanction, nowMs);
    if (policy.mode.ended) return refuse("stream-ended");
    return {
      ok: true,
      append: {
        kind: "message",
        streamId,
        message,
        author: { ...bot, role: "member" },
        terms: { policyVersion: policy.version, channelVersion: policy.channelVersion },
        ...(clientId && { clientId }),
        ...(replyTo && { replyTo }),
        ...(sanction && { held: { why: "shadow" as const } }),
      },
    };
  });
  if (!posted.ok) return posted;
  const { result } = posted;
  if (result.outcome === "refused") return refuse(result.code);
  if (result.outcome === "held") {
    const { why: _why, rule: _rule, ...held } = result.message;
    return accept({ message: { ...held, seq: 0 } });
  }
  const entry = "entry" in result && result.entry ? messageOf(result.entry) : undefined;
  if (!entry) throw new Error("a bot's message was appended as something else");
  return accept({ message: toChatMessage(streamId, entry) });
}
