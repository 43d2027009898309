import type { JWK } from "jose";

/** The algorithms whose published keys are taken. (SPEC ID1) */
export const PUBLIC_KEY_ALGORITHMS = ["ES256", "RS256"];

/** Takes the keys to verify with out of a set; throws if it is none, and leaves out whatever else is in it. */
export function usableKeys(set: unknown): JWK[] {
  const { keys } = (set ?? {}) as { keys?: unknown };
  if (!Array.isArray(keys)) throw new Error("the answer is not a key set");
  return (keys as unknown[]).filter(isUsable);
}

function isUsable(key: unknown): key is JWK {
  if (typeof key !== "object" || key === null || "d" in key) return false;
  const { kty, crv, alg, use } = key as JWK;
  const algorithm = kty === "EC" && crv === "P-256" ? "ES256" : kty === "RSA" ? "RS256" : undefined;
  return (
    algorithm !== undefined &&
    (alg === undefined || alg === algorithm) &&
    (use === undefined || use === "sig")
  );
}
