import type { Chat } from "../chat.ts";
import type { Append, AppendResult } from "../ports.ts";

/** Shows what was committed here, on this node and on the others. (SPEC LOG1, LOG6, MO12) */
export function heedCommitted(
  { rooms, policies, nodes }: Pick<Chat, "rooms" | "policies" | "nodes">,
  batch: readonly Append[],
  results: readonly AppendResult[],
): void {
  nodes.tellCommitted(rooms.show(batch, results));
  const versions = new Map<string, number>();
  results.forEach((result, i) => {
    if (result.outcome === "done") versions.set(batch[i]!.streamId, result.policyVersion);
  });
  for (const [streamId, version] of versions) {
    policies.hear(streamId, version);
    nodes.tell({ kind: "policy", streamId, version });
  }
}
