import { randomBytes } from "node:crypto";
import type { Authenticator, SecretStore } from "../chat/ports.ts";
import { ConnectionAuthenticator } from "./connection-authenticator.ts";
import { GuestCredentials } from "./guest-credential.ts";
import {
  firstOf,
  jwksVerifier,
  secretVerifier,
  supabaseVerifier,
  type TokenVerifier,
} from "./token-verifier.ts";

/** The settings that decide who may write. */
export interface AuthOptions {
  guests: boolean;
  supabaseUrl?: string | undefined;
  supabaseJwtSecret?: string | undefined;
  jwtSecret?: string | undefined;
  jwksUrl?: string | undefined;
  jwtIssuer?: string | undefined;
  jwtAudience?: string | undefined;
  sessionSecret?: string | undefined;
}

/** Puts together the ways in which people may show who they are. */
export async function createAuthenticator(
  options: AuthOptions,
  secrets: SecretStore,
): Promise<Authenticator> {
  const verifiers = createVerifiers(options);
  const secret =
    options.sessionSecret ?? (await secrets.keep("session", randomBytes(32).toString("base64url")));
  return new ConnectionAuthenticator({
    ...(verifiers.length > 0 && { verifyToken: firstOf(verifiers) }),
    ...(options.guests && { guests: new GuestCredentials(secret) }),
  });
}

function createVerifiers(options: AuthOptions): TokenVerifier[] {
  const { supabaseUrl, supabaseJwtSecret, jwtSecret, jwksUrl, jwtIssuer, jwtAudience } = options;
  const rules = {
    ...(jwtIssuer && { issuer: jwtIssuer }),
    ...(jwtAudience && { audience: jwtAudience }),
  };
  return [
    ...(supabaseUrl ? [supabaseVerifier(supabaseUrl, supabaseJwtSecret)] : []),
    ...(jwtSecret ? [secretVerifier(jwtSecret, rules)] : []),
    ...(jwksUrl ? [jwksVerifier(new URL(jwksUrl), rules)] : []),
  ];
}
