import { refuse, type Refusal } from "#protocol";
import type { Chat } from "../chat.ts";
import type { Append, AppendResult } from "../ports/append.ts";
import type { StreamPolicy } from "../moderation/stream-policy.ts";

/** So often a policy may change under one request; people do not change it that fast. */
const ATTEMPTS = 8;

type Judgement = Refusal | { ok: true; append: Append };

/** What came of a request that the store did not find stale. */
export type PolicyAppendResult = Exclude<AppendResult, { outcome: "stale-policy" }>;

/**
 * Judges a request by the stream's policy and appends it; if the store has a newer policy,
 * judges it anew by that. (SPEC MO12)
 */
export async function appendWithPolicy(
  chat: Chat,
  streamId: string,
  judge: (policy: StreamPolicy) => Judgement | Promise<Judgement>,
): Promise<Refusal | { ok: true; result: PolicyAppendResult }> {
  let policy = chat.policies.get(streamId) ?? (await chat.policies.open(streamId));
  for (let i = 0; i < ATTEMPTS; i++) {
    const verdict = await judge(policy);
    if (!verdict.ok) return verdict;
    const result = await chat.commits.append(verdict.append);
    if (result.outcome !== "stale-policy") return { ok: true, result };
    policy = await chat.policies.refresh(streamId, result.policyVersion);
  }
  return refuse("store-busy", { retryAfterMs: 1_000 });
}
