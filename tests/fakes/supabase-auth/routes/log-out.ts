import { ApiError } from "../api-error.ts";
import type { Call, Project, Reply, Route } from "../project.ts";
import { signedIn } from "../signed-in.ts";

/** `POST /logout?scope=global|local|others`: ends sessions; access tokens run on to their `exp`. */
export const logOut: Route = async (call: Call, project: Project): Promise<Reply> => {
  const session = await signedIn(call, project);
  const scope = call.query.get("scope") ?? "global";
  switch (scope) {
    case "global":
      project.sessions.closeAllOf(session.account);
      break;
    case "local":
      project.sessions.close(session);
      break;
    case "others":
      project.sessions.closeAllOf(session.account, session);
      break;
    default:
      throw new ApiError(400, "validation_failed", `Unsupported logout scope "${scope}"`);
  }
  return { status: 204 };
};
