import { tokenResponse } from "../access-token.ts";
import type { Account } from "../accounts.ts";
import { ApiError } from "../api-error.ts";
import { record, text } from "../body-fields.ts";
import type { Call, Project, Reply, Route } from "../project.ts";
import { sendMail } from "../send-mail.ts";
import { toUser } from "../to-user.ts";

const MIN_PASSWORD_CHARS = 6;

/** `POST /signup`: a new person with e-mail and password; without both, an anonymous one. */
export const signUp: Route = async (call: Call, project: Project): Promise<Reply> => {
  const { accounts, settings } = project;
  const email = text(call.body["email"]);
  const password = text(call.body["password"]);
  const userMetadata = record(call.body["data"]);
  if (!email && !password) return signUpAnonymously(project, userMetadata);
  if (password.length < MIN_PASSWORD_CHARS)
    throw new ApiError(422, "weak_password", "Password should be at least 6 characters.");

  const known = accounts.byEmail(email);
  if (known?.confirmed) {
    if (settings.autoconfirm)
      throw new ApiError(422, "user_already_exists", "User already registered");
    // So that nobody learns who has an account, the answer looks like any other.
    return { status: 200, json: { ...toUser(known), id: crypto.randomUUID(), identities: [] } };
  }
  const confirmed = settings.autoconfirm;
  const account = known ?? accounts.add({ email, password, confirmed, userMetadata });
  if (confirmed) return openSession(project, account, "password");
  sendMail(call, project, account, "signup");
  return { status: 200, json: toUser(account) };
};

function signUpAnonymously(
  project: Project,
  userMetadata: Record<string, unknown>,
): Promise<Reply> {
  if (!project.settings.anonymousUsers)
    throw new ApiError(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
  const account = project.accounts.add({ isAnonymous: true, provider: "anonymous", userMetadata });
  account.appMetadata = {};
  return openSession(project, account, "anonymous");
}

async function openSession(project: Project, account: Account, method: string): Promise<Reply> {
  const session = project.sessions.open(account, method, project.nowMs());
  return { status: 200, json: await tokenResponse(project, session) };
}
