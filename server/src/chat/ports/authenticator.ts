import type { Identity } from "./identity.ts";

/** The credentials that a connection may present. (SPEC CN1) */
export interface Credentials {
  token?: string;
  guestCredential?: string;
  /** Origin of the page, if the browser sends one; chat sessions are valid only on their origin. */
  origin?: string;
}

/** Resolves the identity of a connection. Never rejects for a bad credential. (SPEC CN2) */
export interface Authenticator {
  authenticate(credentials: Credentials): Promise<Identity>;
}
