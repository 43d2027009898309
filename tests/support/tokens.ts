import { SignJWT } from "jose";

const JWT_SECRET = "a secret that is long enough to sign with";
/** What a server needs so that these people can come. */
export const SIGN_IN = { jwtSecret: JWT_SECRET, guests: true } as const;

/** A token of somebody, as one's own site would sign it. */
export function tokenOf(userId: string, claims: object = {}): Promise<string> {
  return new SignJWT({ sub: userId, name: userId, ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime("3h")
    .sign(new TextEncoder().encode(JWT_SECRET));
}
