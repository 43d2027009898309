import type { Identity } from "./identity.ts";

/** What a connection may show to say whose it is. (SPEC CN1) */
export interface Credentials {
  token?: string;
  guestCredential?: string;
  /** Where the page comes from that shows it, if a browser says so; chat sessions hold there alone. */
  origin?: string;
}

/** Decides whose a connection is. Never rejects for a bad credential. (SPEC CN2) */
export interface Authenticator {
  authenticate(credentials: Credentials): Promise<Identity>;
}
