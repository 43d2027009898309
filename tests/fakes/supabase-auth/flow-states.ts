import { createHash, randomUUID } from "node:crypto";
import type { Account } from "./accounts.ts";
import { ApiError } from "./api-error.ts";
import { text } from "./body-fields.ts";

/** A sign-in that left the app and has not returned yet. */
export interface FlowState {
  readonly id: string;
  readonly provider: string;
  /** How the access token will say that the person signed in. */
  readonly method: string;
  readonly redirectTo: string;
  /** Without a challenge the tokens come back in the fragment (the implicit flow). */
  readonly challenge: { value: string; method: string } | undefined;
  readonly expiresAtMs: number;
  readonly authCode: string;
  /** The account that signed in; before that the code is invalid. */
  account?: Account;
}

const LIFETIME_MS = 300_000;
const CHALLENGE = /^[a-zA-Z._~0-9-]{43,128}$/;

/** The OAuth and e-mail sign-ins under way, with their PKCE challenges. */
export class FlowStates {
  readonly #byId = new Map<string, FlowState>();

  begin(
    details: Pick<FlowState, "provider" | "method" | "redirectTo" | "challenge">,
    nowMs: number,
  ): FlowState {
    const ids = { id: randomUUID(), authCode: randomUUID() };
    const flow = { ...details, ...ids, expiresAtMs: nowMs + LIFETIME_MS };
    this.#byId.set(flow.id, flow);
    return flow;
  }

  byId(id: string): FlowState | undefined {
    return this.#byId.get(id);
  }

  /** Takes an authorization code; it is good once, and only with the verifier of its challenge. */
  redeem(authCode: string, verifier: string, nowMs: number): { account: Account; method: string } {
    const flow = [...this.#byId.values()].find((candidate) => candidate.authCode === authCode);
    const { account, challenge } = flow ?? {};
    if (!flow || !account || !challenge)
      throw new ApiError(
        404,
        "flow_state_not_found",
        "invalid flow state, no valid flow state found",
      );
    if (flow.expiresAtMs <= nowMs)
      throw new ApiError(422, "flow_state_expired", "invalid flow state, flow state has expired");
    const proof =
      challenge.method === "s256"
        ? createHash("sha256").update(verifier).digest("base64url")
        : verifier;
    if (proof !== challenge.value)
      throw new ApiError(
        400,
        "bad_code_verifier",
        "code challenge does not match previously saved code verifier",
      );
    this.#byId.delete(flow.id);
    return { account, method: flow.method };
  }
}

/** Reads the PKCE parameters of a request; both or neither must be there. */
export function readChallenge(given: unknown, how: unknown): FlowState["challenge"] {
  const value = text(given);
  const method = text(how).toLowerCase();
  if (!value && !method) return undefined;
  if (!CHALLENGE.test(value) || !["s256", "plain"].includes(method))
    throw new ApiError(
      400,
      "validation_failed",
      "PKCE flow requires code_challenge_method and code_challenge",
    );
  return { value, method };
}
