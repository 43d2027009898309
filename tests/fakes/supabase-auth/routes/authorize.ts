import { ApiError } from "../api-error.ts";
import { readChallenge } from "../flow-states.ts";
import type { Call, Project, Reply, Route } from "../project.ts";
import { providerPage } from "../provider-page.ts";
import { allowedRedirect, redirectWithError, redirectWithSession } from "../redirects.ts";

/** `GET /authorize?provider=…&redirect_to=…&code_challenge=…`: leaves for the provider. */
export const authorize: Route = ({ query }: Call, project: Project): Reply => {
  const provider = query.get("provider") ?? "";
  if (!project.settings.providers.includes(provider))
    throw new ApiError(400, "validation_failed", "Unsupported provider: provider is not enabled");
  const details = {
    provider,
    method: "oauth",
    redirectTo: allowedRedirect(project, query.get("redirect_to")),
    challenge: readChallenge(query.get("code_challenge"), query.get("code_challenge_method")),
  };
  const state = project.flows.begin(details, project.nowMs()).id;
  const { providerAccount } = project.settings;
  if (!providerAccount) return { redirect: `${project.url}/provider?state=${state}` };
  return { redirect: callbackUrl(project, { state, code: providerAccount.id }) };
};

/** `GET /provider?state=…` stands for Google, Facebook or Kakao, and is not under `/auth/v1`. */
export const showProvider: Route = ({ query }: Call, project: Project): Reply => {
  const state = query.get("state") ?? "";
  const flow = project.flows.byId(state);
  if (!flow) throw new ApiError(400, "bad_oauth_state", "OAuth state is invalid");
  const people = project.accounts.all().map((account) => ({
    account,
    href: callbackUrl(project, { state, code: account.id }),
  }));
  return {
    html: providerPage(
      flow.provider,
      people,
      callbackUrl(project, { state, error: "access_denied" }),
    ),
  };
};

/** `GET /callback?state=…&code=…`: where the provider sends people back to. */
export const callback: Route = async ({ query }: Call, project: Project): Promise<Reply> => {
  const flow = project.flows.byId(query.get("state") ?? "");
  if (!flow) {
    const reason = new ApiError(400, "bad_oauth_state", "OAuth state not found or expired");
    return { redirect: redirectWithError(project.settings.siteUrl, "invalid_request", reason) };
  }
  const account = project.accounts.byId(query.get("code"));
  if (!account) {
    const reason = new ApiError(400, "bad_oauth_callback", "The user denied the request");
    return { redirect: redirectWithError(flow.redirectTo, "access_denied", reason) };
  }
  flow.account = account;
  return { redirect: await redirectWithSession(project, account, flow) };
};

function callbackUrl({ url }: Project, query: Record<string, string>): string {
  return `${url}/auth/v1/callback?${new URLSearchParams(query)}`;
}
