import { describe, expect, it } from "vitest";
import { refuse } from "#protocol";
import { appendWithPolicy } from "../../../server/src/chat/commit/append-with-policy.ts";
import type { Append, AppendResult } from "../../../server/src/chat/ports/append.ts";

const APPEND: Append = { kind: "purge", streamId: "s1", userId: "u1" };
const DONE: AppendResult = { outcome: "repeated", epoch: "e" };

/** Policies that are nothing but their version, over a store that has `stored`. */
function openPolicies({ known = 1, stored = 1 } = {}) {
  const seen: number[] = [];
  let current = known;
  const policies = {
    get: () => current,
    open: async () => current,
    refresh: async (_streamId: string, version: number) => (current = version),
  };
  const commits = {
    append: async (): Promise<AppendResult> =>
      current < stored
        ? {
            outcome: "stale-policy",
            channelVersion: 0,
            epoch: "e",
            entries: [],
            policyVersion: current + 1,
          }
        : DONE,
  };
  const evaluate = (version: number) => {
    seen.push(version);
    return { ok: true, append: APPEND } as const;
  };
  return { ports: { policies, commits }, seen, evaluate };
}

describe("appending with a policy", () => {
  it("[MO12] evaluates a request again by each newer policy that the store has", async () => {
    const { ports, seen, evaluate } = openPolicies({ known: 1, stored: 3 });
    expect(await appendWithPolicy(ports, "s1", evaluate)).toEqual({ ok: true, result: DONE });
    expect(seen).toEqual([1, 2, 3]);
  });

  it("[MO12] appends nothing that the policy refuses", async () => {
    const { ports } = openPolicies();
    ports.commits.append = () => Promise.reject(new Error("nothing is to be appended"));
    expect(await appendWithPolicy(ports, "s1", () => refuse("frozen"))).toEqual(refuse("frozen"));
  });

  it("[MO12] gives up where the policy changes faster than requests are evaluated", async () => {
    const { ports, evaluate } = openPolicies({ stored: Infinity });
    expect(await appendWithPolicy(ports, "s1", evaluate)).toMatchObject({
      error: { code: "store-busy", retryAfterMs: 1_000 },
    });
  });
});
