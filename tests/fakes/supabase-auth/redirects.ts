import type { Account } from "./accounts.ts";
import { tokenResponse } from "./access-token.ts";
import type { ApiError } from "./api-error.ts";
import type { FlowState } from "./flow-states.ts";
import type { Project } from "./project.ts";

/** Where a sign-in goes back to: the address asked for, if the project allows it. */
export function allowedRedirect({ settings }: Project, asked: unknown): string {
  const { siteUrl, redirectUrls } = settings;
  if (typeof asked !== "string" || !URL.canParse(asked)) return siteUrl;
  const allowed = redirectUrls
    ? redirectUrls.some((start) => asked.startsWith(start))
    : ["localhost", "127.0.0.1"].includes(new URL(asked).hostname);
  return allowed ? asked : siteUrl;
}

/** The way back of somebody who has signed in: with a code (PKCE), or with the tokens (implicit). */
export async function redirectWithSession(
  project: Project,
  account: Account,
  flow: Pick<FlowState, "redirectTo" | "method"> & Partial<FlowState>,
): Promise<string> {
  const url = new URL(flow.redirectTo);
  if (flow.challenge && flow.authCode) {
    url.searchParams.set("code", flow.authCode);
    return url.href;
  }
  const session = project.sessions.open(account, flow.method, project.nowMs());
  const { access_token, token_type, expires_in, expires_at, refresh_token } = await tokenResponse(
    project,
    session,
  );
  url.hash = new URLSearchParams({
    access_token,
    token_type,
    expires_in: String(expires_in),
    expires_at: String(expires_at),
    refresh_token,
    sb: "",
  }).toString();
  return url.href;
}

/** The way back of somebody whose sign-in failed. */
export function redirectWithError(redirectTo: string, error: string, reason: ApiError): string {
  const url = new URL(redirectTo);
  const fields = { error, error_code: reason.code, error_description: reason.message };
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
  url.hash = new URLSearchParams({ ...fields, sb: "" }).toString();
  return url.href;
}
