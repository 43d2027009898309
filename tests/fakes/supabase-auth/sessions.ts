import { randomBytes, randomUUID } from "node:crypto";
import type { Account } from "./accounts.ts";
import { ApiError } from "./api-error.ts";

/** One sign-in of a person, on one device. */
export interface Session {
  readonly id: string;
  readonly account: Account;
  /** How the person signed in, and when, in seconds. */
  readonly method: string;
  readonly signedInAt: number;
  refreshToken: string;
  /** The refresh token before; of all used ones, it alone may be shown again. */
  previousToken?: string;
}

/** The sessions of a project, and the rotation of their refresh tokens. */
export class Sessions {
  readonly #byId = new Map<string, Session>();
  readonly #byRefreshToken = new Map<string, Session>();

  open(account: Account, method: string, nowMs: number): Session {
    const refreshToken = newRefreshToken();
    const signedInAt = Math.floor(nowMs / 1_000);
    const session = { id: randomUUID(), account, method, signedInAt, refreshToken };
    this.#byId.set(session.id, session);
    this.#byRefreshToken.set(refreshToken, session);
    return session;
  }

  byId(id: unknown): Session | undefined {
    return typeof id === "string" ? this.#byId.get(id) : undefined;
  }

  /**
   * Gives the session its next refresh token.
   *
   * The previous token returns the newest again, because answers get lost; an older one ends the
   * session, because it must have been copied.
   */
  refresh(refreshToken: string): Session {
    const session = this.#byRefreshToken.get(refreshToken);
    if (!session || !this.#byId.has(session.id)) throw notFound();
    if (refreshToken === session.previousToken) return session;
    if (refreshToken !== session.refreshToken) {
      this.close(session);
      throw alreadyUsed();
    }
    session.previousToken = refreshToken;
    session.refreshToken = newRefreshToken();
    this.#byRefreshToken.set(session.refreshToken, session);
    return session;
  }

  close(session: Session): void {
    this.#byId.delete(session.id);
  }

  /** Closes a person's sessions, but for one of them if need be. */
  closeAllOf(account: Account, except?: Session): void {
    for (const session of this.#byId.values())
      if (session.account.id === account.id && session !== except) this.close(session);
  }
}

function newRefreshToken(): string {
  return randomBytes(9).toString("base64url");
}

function notFound(): ApiError {
  const message = "Invalid Refresh Token: Refresh Token Not Found";
  return new ApiError(400, "refresh_token_not_found", message);
}

function alreadyUsed(): ApiError {
  return new ApiError(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
}
