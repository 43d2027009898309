import type { Answer, ErrorCode, SignInGrant, SignInOptions, SignInRequestView } from "#protocol";

/** What shows who somebody is: an identity provider's token, or in a demo just a name. */
export type Proof =
  | { readonly token: string }
  | { readonly demoName: string; readonly demoRole?: "owner"; readonly demoCode?: string };

/** Thrown when the server refuses, or cannot be reached. */
export class Refused extends Error {
  readonly code: ErrorCode | "unreachable";

  constructor(code: ErrorCode | "unreachable") {
    super(code);
    this.code = code;
  }
}

/** How one can sign in here. (SPEC SI7) */
export function askOptions(): Promise<SignInOptions> {
  return ask("sign-in");
}

/** For which page somebody is to sign in, and whether this browser was there. */
export function askRequest(request: string): Promise<SignInRequestView> {
  return ask(`sign-in/requests/${encodeURIComponent(request)}`);
}

/** Ties the request to this browser; the secret is what the asking page has told. (SPEC SI8) */
export async function askStart(request: string, secret?: string): Promise<void> {
  await ask(`sign-in/requests/${encodeURIComponent(request)}/start`, { secret });
}

/** Gives the code that the asking page turns into its session. (SPEC SI2) */
export function askGrant(request: string, proof: Proof): Promise<SignInGrant> {
  return ask(`sign-in/requests/${encodeURIComponent(request)}/grant`, proof);
}

async function ask<T extends object>(path: string, body?: object): Promise<T> {
  const init = body && {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  const answer = await fetch(`../api/v1/${path}`, init)
    .then((response) => response.json() as Promise<Answer<T>>)
    .catch(() => {
      throw new Refused("unreachable");
    });
  if (!answer.ok) throw new Refused(answer.error.code);
  return answer;
}
