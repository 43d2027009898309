import { errors, jwtVerify, SignJWT, type JWTPayload } from "jose";

/** The purpose of a token; a token is accepted for its own purpose only. */
export type Purpose = "sign-in-request" | "sign-in-start" | "sign-in-code" | "chat-session";

export type SignedTokenVerdict =
  { ok: true; payload: JWTPayload } | { ok: false; reason: "invalid" | "expired" };

const ISSUER = "live-chat";

/** Signs and verifies tokens of this server; all nodes with its secret accept them. */
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
