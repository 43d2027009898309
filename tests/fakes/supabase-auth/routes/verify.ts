import { tokenResponse } from "../access-token.ts";
import { ApiError } from "../api-error.ts";
import { text } from "../body-fields.ts";
import type { Call, Project, Reply, Route } from "../project.ts";
import { allowedRedirect, redirectWithError, redirectWithSession } from "../redirects.ts";

const TYPES = new Set(["email", "magiclink", "signup"]);

/** `POST /verify { type, email, token }` or `{ type, token_hash }`: takes a mailed code. */
export const verify: Route = async ({ body }: Call, project: Project): Promise<Reply> => {
  const code = text(body["token"]);
  const tokenHash = text(body["token_hash"]);
  if (Boolean(code) === Boolean(tokenHash))
    throw new ApiError(400, "validation_failed", "Verify requires either a token or a token hash");
  if (!TYPES.has(text(body["type"])))
    throw new ApiError(400, "validation_failed", "Unsupported verification type");
  const shown = tokenHash ? { tokenHash } : { email: text(body["email"]), code };
  const { account } = confirm(project, shown, "Token has expired or is invalid");
  const session = project.sessions.open(account, "otp", project.nowMs());
  return { status: 200, json: await tokenResponse(project, session) };
};

/** `GET /verify?token=…&type=…&redirect_to=…`: where the link in a mail leads. */
export const followLink: Route = async ({ query }: Call, project: Project): Promise<Reply> => {
  const redirectTo = allowedRedirect(project, query.get("redirect_to"));
  try {
    const shown = { tokenHash: query.get("token") ?? "" };
    const { account, flow } = confirm(project, shown, "Email link is invalid or has expired");
    if (flow) flow.account = account;
    const way = flow ?? { redirectTo, method: "otp" };
    return { redirect: await redirectWithSession(project, account, way) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { redirect: redirectWithError(redirectTo, "access_denied", error) };
  }
};

function confirm(
  project: Project,
  shown: Parameters<Project["codes"]["redeem"]>[0],
  otherwise: string,
) {
  const redeemed = project.codes.redeem(shown, project.nowMs());
  if (!redeemed) throw new ApiError(403, "otp_expired", otherwise);
  redeemed.account.confirmed = true;
  redeemed.account.userMetadata["email_verified"] = true;
  return redeemed;
}
