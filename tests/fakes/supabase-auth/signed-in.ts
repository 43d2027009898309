import { ApiError } from "./api-error.ts";
import type { Call, Project } from "./project.ts";
import type { Session } from "./sessions.ts";

/** The session of whoever calls, by their access token; routes for people ask for it first. */
export async function signedIn({ bearer }: Call, project: Project): Promise<Session> {
  if (!bearer)
    throw new ApiError(401, "no_authorization", "This endpoint requires a valid Bearer token");
  const now = new Date(project.nowMs());
  const claims = await project.keys.verify(bearer, now).catch((error: unknown) => {
    const message = `invalid JWT: unable to parse or verify signature, ${String(error)}`;
    throw new ApiError(403, "bad_jwt", message);
  });
  if (!project.accounts.byId(claims.sub))
    throw new ApiError(403, "user_not_found", "User from sub claim in JWT does not exist");
  const session = project.sessions.byId(claims["session_id"]);
  if (!session)
    throw new ApiError(
      403,
      "session_not_found",
      "Session from session_id claim in JWT does not exist",
    );
  return session;
}
