import { createHash, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** The handle with which a page gets its next token. Only its hash is stored. (SPEC SI5) */
export interface SessionHandle {
  sessionId: string;
  secret: string;
}

export function newHandle(sessionId: string): SessionHandle {
  return { sessionId, secret: randomBytes(24).toString("base64url") };
}

export function writeHandle({ sessionId, secret }: SessionHandle): string {
  return `${sessionId}.${secret}`;
}

export function readHandle(raw: unknown): SessionHandle | undefined {
  if (typeof raw !== "string" || raw.length > 200) return undefined;
  const [, sessionId, secret] = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/.exec(raw) ?? [];
  return sessionId && secret ? { sessionId, secret } : undefined;
}

/** Secrets here are long and random, so a plain hash does not reveal them. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/**
 * Hashes the secrets of handles with the server's secret; under another secret they are worthless.
 */
export class HandleHash {
  readonly #key: string;

  constructor(serverSecret: string) {
    this.#key = serverSecret;
  }

  of(secret: string): string {
    return createHmac("sha256", this.#key).update(`handle:${secret}`).digest("base64url");
  }

  matches(secret: string, hash: string | null): boolean {
    return hash !== null && isSame(this.of(secret), hash);
  }
}

export function isSecretOf(secret: string, hash: string | null): boolean {
  if (hash === null) return false;
  return isSame(hashSecret(secret), hash);
}

function isSame(one: string, other: string): boolean {
  const [given, kept] = [Buffer.from(one), Buffer.from(other)];
  return given.length === kept.length && timingSafeEqual(given, kept);
}
