import type { KeySource } from "./published-keys.ts";
import {
  firstOf,
  jwksVerifier,
  noIssuer,
  oidcVerifier,
  secretVerifier,
  supabaseVerifier,
  type TokenVerifier,
} from "./token-verifier.ts";

/** The settings that name the accepted issuers. */
export interface IssuerOptions {
  supabaseUrl?: string | undefined;
  supabaseJwtSecret?: string | undefined;
  jwtSecret?: string | undefined;
  jwksUrl?: string | undefined;
  jwtIssuer?: string | undefined;
  jwtAudience?: string | undefined;
  oidcIssuer?: string | undefined;
  oidcClientId?: string | undefined;
}

/** Verifies tokens of every issuer that the settings name. (SPEC ID1) */
export function createVerifiers(options: IssuerOptions, source: KeySource): TokenVerifier {
  const { supabaseUrl, supabaseJwtSecret, jwtSecret, jwksUrl, jwtIssuer, jwtAudience } = options;
  const { oidcIssuer, oidcClientId } = options;
  const rules = {
    ...(jwtIssuer && { issuer: jwtIssuer }),
    ...(jwtAudience && { audience: jwtAudience }),
  };
  const verifiers = [
    ...(supabaseUrl ? [supabaseVerifier(supabaseUrl, supabaseJwtSecret, source)] : []),
    ...(jwtSecret ? [secretVerifier(jwtSecret, rules, source)] : []),
    ...(jwksUrl ? [jwksVerifier(new URL(jwksUrl), rules, source)] : []),
    ...(oidcIssuer && oidcClientId ? [oidcVerifier(oidcIssuer, oidcClientId, source)] : []),
  ];
  return verifiers.length > 0 ? firstOf(verifiers) : noIssuer;
}

/** Whether tokens of any issuer are accepted. */
export function hasIssuer(options: IssuerOptions): boolean {
  const { supabaseUrl, jwtSecret, jwksUrl, oidcIssuer } = options;
  return Boolean(supabaseUrl ?? jwtSecret ?? jwksUrl ?? oidcIssuer);
}
