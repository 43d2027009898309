import type { Account } from "./accounts.ts";
import { readChallenge } from "./flow-states.ts";
import type { Mail } from "./one-time-codes.ts";
import type { Call, Project } from "./project.ts";
import { allowedRedirect } from "./redirects.ts";

/** Mails a person a code and a link; with a PKCE challenge the link will bring a code too. */
export function sendMail(
  { body, query }: Call,
  project: Project,
  account: Account,
  type: Mail["type"],
): void {
  const challenge = readChallenge(body["code_challenge"], body["code_challenge_method"]);
  const redirectTo = allowedRedirect(project, query.get("redirect_to"));
  const nowMs = project.nowMs();
  const details = { provider: "email", method: "otp", redirectTo, challenge };
  const flow = challenge && project.flows.begin(details, nowMs);
  const link = (token: string): string =>
    `${project.url}/auth/v1/verify?${new URLSearchParams({ token, type, redirect_to: redirectTo })}`;
  project.codes.send(account, type, nowMs, link, flow);
}
