import { tokenResponse } from "../access-token.ts";
import { ApiError } from "../api-error.ts";
import type { Project, Reply, Route } from "../project.ts";
import type { Session } from "../sessions.ts";
import { text } from "../body-fields.ts";

type Grant = (body: Record<string, unknown>, project: Project) => Session;

const GRANTS: Record<string, Grant> = { password, refresh_token: refreshToken, pkce };

/** `POST /token?grant_type=password|refresh_token|pkce` */
export const token: Route = async ({ query, body }, project): Promise<Reply> => {
  const grant = GRANTS[query.get("grant_type") ?? ""];
  if (!grant) throw new ApiError(400, "invalid_credentials", "unsupported_grant_type");
  return { status: 200, json: await tokenResponse(project, grant(body, project)) };
};

function password(body: Record<string, unknown>, project: Project): Session {
  const email = text(body["email"]);
  if (!email) throw new ApiError(400, "validation_failed", "missing email or phone");
  const account = project.accounts.byEmail(email);
  if (!account?.password || account.password !== body["password"])
    throw new ApiError(400, "invalid_credentials", "Invalid login credentials");
  if (!account.confirmed) throw new ApiError(400, "email_not_confirmed", "Email not confirmed");
  return project.sessions.open(account, "password", project.nowMs());
}

function refreshToken(body: Record<string, unknown>, project: Project): Session {
  return project.sessions.refresh(text(body["refresh_token"]));
}

function pkce(body: Record<string, unknown>, project: Project): Session {
  const code = text(body["auth_code"]);
  const verifier = text(body["code_verifier"]);
  if (!code || !verifier)
    throw new ApiError(
      400,
      "validation_failed",
      "invalid request: both auth code and code verifier should be non-empty",
    );
  const { account, method } = project.flows.redeem(code, verifier, project.nowMs());
  return project.sessions.open(account, method, project.nowMs());
}
