import type { JWTPayload } from "jose";
import type { Account } from "./accounts.ts";
import type { Project } from "./project.ts";
import type { Session } from "./sessions.ts";
import { toUser } from "./to-user.ts";

/** The claims of a person's access token, as Supabase documents them. */
export function accessTokenClaims(
  project: Project,
  account: Account,
  session?: Session,
): JWTPayload & { iat: number; exp: number } {
  const iat = Math.floor(project.nowMs() / 1_000);
  return {
    iss: `${project.url}/auth/v1`,
    sub: account.id,
    aud: "authenticated",
    exp: iat + project.settings.accessTokenSeconds,
    iat,
    email: account.email,
    phone: "",
    app_metadata: account.appMetadata,
    user_metadata: account.userMetadata,
    role: "authenticated",
    aal: "aal1",
    ...(session && {
      amr: [{ method: session.method, timestamp: session.signedInAt }],
      session_id: session.id,
    }),
    is_anonymous: account.isAnonymous,
  };
}

/** What every way of signing in answers: an access token, a refresh token and the person. */
export async function tokenResponse(project: Project, session: Session) {
  const claims = accessTokenClaims(project, session.account, session);
  return {
    access_token: await project.keys.sign(claims),
    token_type: "bearer",
    expires_in: claims.exp - claims.iat,
    expires_at: claims.exp,
    refresh_token: session.refreshToken,
    user: toUser(session.account),
  };
}
