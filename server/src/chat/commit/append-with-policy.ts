import { refuse, type Refusal } from "#protocol";
import type { Append, AppendResult } from "../ports/append.ts";
import type { CommitQueue } from "./commit-queue.ts";

/** Maximum number of policy changes during one request. People do not change a policy that fast. */
const ATTEMPTS = 8;

/** Source of a stream's policy. */
export interface PolicySource<Policy> {
  get(streamId: string): Policy | undefined;
  open(streamId: string): Promise<Policy>;
  refresh(streamId: string, version: number, channelVersion: number): Promise<Policy>;
}

export interface AppendWithPolicyPorts<Policy> {
  readonly policies: PolicySource<Policy>;
  readonly commits: Pick<CommitQueue, "append">;
}

type Judgement = Refusal | { ok: true; append: Append };

/** Result of an append, without the stale-policy outcome. */
export type PolicyAppendResult = Exclude<AppendResult, { outcome: "stale-policy" }>;

/**
 * Evaluates a request by the policy of the stream and its channel, and appends it. If the store
 * has a newer one, evaluates it again by that: an optimistic retry. (SPEC MO12, CH4)
 */
export async function appendWithPolicy<Policy>(
  { policies, commits }: AppendWithPolicyPorts<Policy>,
  streamId: string,
  evaluate: (policy: Policy) => Judgement | Promise<Judgement>,
): Promise<Refusal | { ok: true; result: PolicyAppendResult }> {
  let policy = policies.get(streamId) ?? (await policies.open(streamId));
  for (let i = 0; i < ATTEMPTS; i++) {
    const verdict = await evaluate(policy);
    if (!verdict.ok) return verdict;
    const result = await commits.append(verdict.append);
    if (result.outcome !== "stale-policy") return { ok: true, result };
    policy = await policies.refresh(streamId, result.policyVersion, result.channelVersion);
  }
  return refuse("store-busy", { retryAfterMs: 1_000 });
}
