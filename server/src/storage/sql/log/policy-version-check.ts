import type { AppendResult } from "../../../chat/ports/append.ts";
import type { LockedStream } from "./locked-stream.ts";

/** What a request was judged by. */
interface JudgedBy {
  policyVersion: number;
  channelVersion?: number;
}

/** The answer to a request that was judged by another version of either policy. (SPEC MO12, CH4) */
export function checkPolicyVersions(
  { policyVersion, channelVersion, epoch }: LockedStream,
  judgedBy: JudgedBy,
): Extract<AppendResult, { outcome: "stale-policy" }> | undefined {
  const isFresh =
    judgedBy.policyVersion === policyVersion && (judgedBy.channelVersion ?? 0) === channelVersion;
  if (isFresh) return undefined;
  return { outcome: "stale-policy", policyVersion, channelVersion, epoch, entries: [] };
}
