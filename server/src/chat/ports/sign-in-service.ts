import type { Result } from "#protocol";

/** Reads the cookie that binds a sign-in request to a browser, by the request's id. (SPEC SI8) */
export type TicketOf = (requestId: string) => string | undefined;

/** Turns sign-ins on other pages into chat sessions. Input is unparsed. (SPEC SI1–SI8) */
export interface SignInService {
  begin(secret: unknown, page: unknown, origin: string): Promise<Result<object>>;
  /** Resolves with the cookie that binds the request to the browser that made it. (SPEC SI8) */
  start(
    request: unknown,
    evidence: { formOrigin?: string | undefined; secret?: unknown },
  ): Promise<Result<{ requestId: string; value: string; maxAgeMs: number }>>;
  grant(
    request: unknown,
    proof: unknown,
    ticketOf: TicketOf,
    ownOrigin: string,
  ): Promise<Result<object>>;
  redeem(request: unknown, secret: unknown, code: unknown, origin: string): Promise<Result<object>>;
  view(request: unknown, ticketOf: TicketOf): Promise<object | undefined>;
  refresh(handle: unknown, origin: string): Promise<Result<object>>;
  /** Ends a session and revokes its tokens. */
  revoke(handle: unknown, origin: string): Promise<void>;
}
