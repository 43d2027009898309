import { errors, jwtVerify, SignJWT, type JWTPayload } from "jose";

/** What a token is for; a token of one purpose is not accepted for another. */
export type Purpose = "sign-in-request" | "sign-in-start" | "sign-in-code" | "chat-session";

export type SignedTokenVerdict =
  { ok: true; payload: JWTPayload } | { ok: false; reason: "invalid" | "expired" };

const ISSUER = "live-chat";

/** Tokens that this server, and every node with its secret, signs and believes. */
export class SignedTokens {
  readonly #key: Uint8Array;

  constructor(secret: string) {
    this.#key = new TextEncoder().encode(secret);
  }

  sign(purpose: Purpose, payload: JWTPayload, expiresAtMs: number): Promise<string> {
    return new SignJWT(payload)
      .setProtectedHeader({ alg: "HS256", typ: purpose })
      .setIssuer(ISSUER)
      .setExpirationTime(Math.floor(expiresAtMs / 1_000))
      .sign(this.#key);
  }

  async verify(purpose: Purpose, token: string, nowMs: number): Promise<SignedTokenVerdict> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ["HS256"],
        issuer: ISSUER,
        typ: purpose,
        requiredClaims: ["exp"],
        currentDate: new Date(nowMs),
      });
      return { ok: true, payload };
    } catch (error) {
      return { ok: false, reason: error instanceof errors.JWTExpired ? "expired" : "invalid" };
    }
  }
}
