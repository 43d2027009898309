import type { JWK } from "jose";

/** The algorithms of published keys that are accepted. (SPEC ID1) */
export const PUBLIC_KEY_ALGORITHMS = ["ES256", "RS256"];

/** The verification keys of a set, without everything else in it; throws if it is not a set. */
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
