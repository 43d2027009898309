import { errors, jwtVerify, SignJWT, type JWTPayload } from "jose";

/** What a paper is for; one made for one purpose is worth nothing for another. */
export type Purpose = "sign-in-request" | "sign-in-start" | "sign-in-code" | "chat-session";

export type PaperVerdict =
  { ok: true; payload: JWTPayload } | { ok: false; reason: "invalid" | "expired" };

const ISSUER = "live-chat";

/** Papers that this server, and every node with its secret, signs and believes. */
export class SignedPapers {
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

  async verify(purpose: Purpose, paper: string, nowMs: number): Promise<PaperVerdict> {
    try {
      const { payload } = await jwtVerify(paper, this.#key, {
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
