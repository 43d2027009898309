import { ApiError } from "../api-error.ts";
import { record, text } from "../body-fields.ts";
import type { Call, Project, Reply, Route } from "../project.ts";
import { signedIn } from "../signed-in.ts";
import { toUser } from "../to-user.ts";

/** `GET /user`: whoever calls. */
export const getUser: Route = async (call: Call, project: Project): Promise<Reply> => {
  const { account } = await signedIn(call, project);
  return { status: 200, json: toUser(account) };
};

/** `PUT /user { data?, password? }`: changes one's own metadata and password. */
export const updateUser: Route = async (call: Call, project: Project): Promise<Reply> => {
  const { account } = await signedIn(call, project);
  const { body } = call;
  if (body["app_metadata"] !== undefined)
    throw new ApiError(403, "not_admin", "Updating app_metadata requires admin privileges");
  const password = text(body["password"]);
  if (password && password === account.password)
    throw new ApiError(
      422,
      "same_password",
      "New password should be different from the old password.",
    );
  if (password) account.password = password;
  const merged = { ...account.userMetadata, ...record(body["data"]) };
  // A null takes a field away.
  const kept = Object.entries(merged).filter(([, value]) => value !== null);
  account.userMetadata = Object.fromEntries(kept);
  return { status: 200, json: toUser(account) };
};
