import type { Chat } from "../chat.ts";
import { findLinkedHosts } from "./find-links.ts";

type Permitting = Pick<Chat, "linkPermits" | "clock">;

interface Permit {
  streamId: string;
  userId: string;
  used?: true;
}

/** Takes note that somebody may post a link, or has posted it, here or on another node. (SPEC FI14) */
export function heedPermit({ linkPermits, clock }: Permitting, permit: Permit): void {
  const { streamId, userId, used } = permit;
  if (used) linkPermits.end(streamId, userId);
  else linkPermits.grant(streamId, userId, clock.nowMs());
}

/** Ends the permit of whoever has just posted a link, on all nodes. */
export function usePermit(chat: Chat, streamId: string, userId: string, text: string): void {
  const { linkPermits, nodes, clock } = chat;
  if (!linkPermits.has(streamId, userId, clock.nowMs())) return;
  if (findLinkedHosts(text).length === 0) return;
  linkPermits.end(streamId, userId);
  nodes.tell({ kind: "link-permit", streamId, userId, used: true });
}
