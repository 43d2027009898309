import { chatError, refuse, type ErrorCode, type Me, type Refusal } from "#protocol";
import type { Identity } from "../ports/identity.ts";
import { findLinkedHosts } from "./filters/find-links.ts";
import type { Held, Terms } from "../ports/append-action.ts";
import { isStaffRole } from "../participants/roles.ts";
import { fingerprintOf, isEmojiOnly } from "../text/message-fingerprint.ts";
import type { PolicySanction } from "../ports/moderation-store.ts";
import type { PolicySubject, StreamPolicy } from "./stream-policy.ts";
/** Whether a message may be sent, and on which terms; or that it is held. */
export type SendVerdict = Refusal | { ok: true; terms: Terms; held?: Held };

export interface SendAttempt {
  subject: PolicySubject;
  text: string;
  /** By the store's clock. */
  nowMs: number;
  /** When the author was first known here; required only if the mode has a minimum account age. */
  knownSinceMs?: number;
  /** Whether staff have let the author post a link. (SPEC FI14) */
  mayLink?: boolean;
}

/** Why a connection's credentials do not let it write now; undefined if they do. (SPEC SM5, ID4) */
export function sendRefusal(identity: Identity, me: Me, nowMs: number): ErrorCode | undefined {
  if (!me.maySend) return me.reason ?? "sign-in-required";
  if (identity.kind === "member" && nowMs >= identity.expiresAtMs) return "token-expired";
  return undefined;
}

/**
 * Decides by a stream's policy whether somebody may send a message. (SPEC MO4, MO6)
 *
 * Pure, so that every node reaches the same verdict. Slow mode and repeats depend on the latest
 * messages on any node, so the store decides on them by the terms. (SPEC MO12)
 */
export function evaluateSend(policy: StreamPolicy, sent: SendAttempt): SendVerdict {
  const { mode, version, channelVersion } = policy;
  const { subject, text, nowMs } = sent;
  const role = policy.actingRoleOf(subject);
  const sanction = policy.sanctionOn(subject, nowMs);
  if (sanction && sanction.kind !== "shadow") return refuseSanctioned(sanction, nowMs);
  if (mode.ended) return refuse("stream-ended");
  const terms: Terms = { policyVersion: version, channelVersion };
  if (isStaffRole(role)) return { ok: true, terms };

  if (mode.frozen) return refuse("frozen");
  if (mode.membersOnly && role === "guest") return refuse("members-only");
  if (mode.accountAgeSeconds) {
    const waitMs = (sent.knownSinceMs ?? nowMs) + mode.accountAgeSeconds * 1_000 - nowMs;
    if (waitMs > 0) return refuse("account-too-new", { retryAfterMs: Math.ceil(waitMs) });
  }
  if (mode.emojiOnly && !isEmojiOnly(text)) return refuse("emoji-only");
  if (mode.noLinks && !sent.mayLink && findLinkedHosts(text).length > 0) return refuse("no-links");
  return {
    ok: true,
    terms: {
      ...terms,
      ...(mode.slowSeconds && { slowMs: mode.slowSeconds * 1_000 }),
      ...(mode.unique && { fingerprint: fingerprintOf(text) }),
    },
    ...(sanction && { held: { why: "shadow" as const } }),
  };
}

/**
 * The error code for a sanctioned person; undefined for a shadow ban, which is never revealed.
 * (SPEC MO4, ID8)
 */
export function sanctionCode({ kind }: PolicySanction): ErrorCode | undefined {
  if (kind === "timeout") return "timed-out";
  return kind === "ban" ? "banned" : undefined;
}

/** The refusal for somebody with a sanction, including the reason that staff gave. (SPEC MO4) */
export function refuseSanctioned(sanction: PolicySanction, nowMs: number): Refusal {
  const code = sanctionCode(sanction) ?? "forbidden";
  const { reason, untilMs } = sanction;
  return refuse(code, {
    ...(reason && { message: `${chatError(code).message} (${reason})` }),
    ...(untilMs !== undefined && { retryAfterMs: Math.max(1, Math.ceil(untilMs - nowMs)) }),
  });
}
