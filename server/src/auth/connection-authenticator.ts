import type { Identity } from "../chat/ports/identity.ts";
import type { Authenticator, Credentials } from "../chat/ports/authenticator.ts";
import { randomText } from "../chat/text/random-text.ts";
import type { GuestCredentials } from "./guest-credential.ts";
import type { TokenVerdict, TokenVerifier } from "./token-verifier.ts";

export interface AuthMethods {
  /** Verifies this server's own chat sessions, for the page's origin. */
  verifySession: (token: string, origin: string | undefined) => Promise<TokenVerdict>;
  /** Verifies the tokens of other issuers. */
  verifyToken: TokenVerifier;
  /** Present where guests may write. */
  guests?: GuestCredentials;
}

/** Identifies by token first, then as a guest, then as a reader. (SPEC CN2, CN3) */
export class ConnectionAuthenticator implements Authenticator {
  readonly #methods: AuthMethods;

  constructor(ways: AuthMethods) {
    this.#methods = ways;
  }

  async authenticate({ token, guestCredential, origin }: Credentials): Promise<Identity> {
    if (token) {
      const verdict = await this.#verify(token, origin);
      // A person whose token is refused is told so, instead of silently becoming a guest.
      if (verdict.ok) return verdict.member;
      const { ok: _, cause: _cause, ...why } = verdict;
      return { ...newReader(), ...why };
    }
    const { guests } = this.#methods;
    if (!guests) return { ...newReader(), reason: "sign-in-required" };
    const known = guestCredential && guests.check(guestCredential);
    if (known) return { kind: "guest", userId: known };
    const { userId, credential } = guests.make();
    return { kind: "guest", userId, newCredential: credential };
  }

  async #verify(token: string, origin: string | undefined): Promise<TokenVerdict> {
    const { verifySession, verifyToken } = this.#methods;
    const own = await verifySession(token, origin);
    if (own.ok || own.reason === "token-expired") return own;
    return verifyToken(token);
  }
}

function newReader() {
  return { kind: "reader", userId: `viewer:${randomText(9)}` } as const;
}
