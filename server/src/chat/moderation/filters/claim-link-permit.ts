import type { Chat } from "../../chat.ts";
import { findLinkedHosts } from "./find-links.ts";

type Permitting = Pick<Chat, "linkPermits" | "clock">;

interface Permit {
  streamId: string;
  userId: string;
  used?: true;
}

/** Takes note that somebody may post a link, or has posted it, here or on another node. (SPEC FI14) */
export function applyPermit({ linkPermits, clock }: Permitting, permit: Permit): void {
  const { streamId, userId, used } = permit;
  if (used) linkPermits.end(streamId, userId);
  else linkPermits.grant(streamId, userId, clock.nowMs());
}

/** A permit that a message has to itself, until it is known whether it was sent. */
export interface ClaimedPermit {
  /** It was: the permit is over, on all nodes. */
  use(): void;
  /** It was not: the next may have it. */
  giveBack(): void;
}

/** Takes the permit of somebody who is about to post a link, if they have one. (SPEC FI14) */
export function claimPermit(
  { linkPermits, nodeSync, clock }: Pick<Chat, "linkPermits" | "nodeSync" | "clock">,
  { streamId, userId, text }: { streamId: string; userId: string; text: string },
): ClaimedPermit | undefined {
  if (!linkPermits.has(streamId, userId, clock.nowMs())) return undefined;
  if (findLinkedHosts(text).length === 0) return undefined;
  const giveBack = linkPermits.end(streamId, userId);
  return {
    giveBack,
    use: () => nodeSync.publish({ kind: "link-permit", streamId, userId, used: true }),
  };
}
