import { SignJWT } from "jose";

const JWT_SECRET = "a secret that is long enough to sign with";
/** Server settings under which these people can sign in. */
export const SIGN_IN = { jwtSecret: JWT_SECRET, guests: true } as const;

/** A person's token, as the operator's site would sign it. */
export function tokenOf(
  userId: string,
  claims: object = {},
  expires: string | Date = "3h",
): Promise<string> {
  return new SignJWT({ sub: userId, name: userId, ...claims })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(JWT_SECRET));
}
