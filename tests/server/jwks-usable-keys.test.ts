import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { usableKeys } from "../../server/src/auth/usable-keys.ts";

const EC = generateKeyPairSync("ec", { namedCurve: "P-256" });
const EC_KEY = EC.publicKey.export({ format: "jwk" });
const RSA_KEY = generateKeyPairSync("rsa", { modulusLength: 2_048 }).publicKey.export({
  format: "jwk",
});
const P384_KEY = generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey.export({
  format: "jwk",
});
const ED_KEY = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });

test.each<[string, object]>([
  ["of ES256", { ...EC_KEY, alg: "ES256", use: "sig" }],
  ["of ES256 that does not say so", EC_KEY],
  ["of RS256", { ...RSA_KEY, alg: "RS256", use: "sig" }],
  ["of RS256 that does not say so", RSA_KEY],
])("[ID1] takes a key %s", (_title, key) => {
  expect(usableKeys({ keys: [key] })).toEqual([key]);
});

test.each<[string, unknown]>([
  ["a private key", EC.privateKey.export({ format: "jwk" })],
  ["a shared secret", { kty: "oct", k: "c2VjcmV0", alg: "HS256" }],
  ["a key for encryption", { ...EC_KEY, use: "enc" }],
  ["a key for another algorithm (ECDH-ES)", { ...EC_KEY, alg: "ECDH-ES" }],
  ["a key for another algorithm (PS256)", { ...RSA_KEY, alg: "PS256" }],
  ["a key that calls itself HS256", { ...RSA_KEY, alg: "HS256" }],
  ["a key on another curve", P384_KEY],
  ["a key of another kind", ED_KEY],
  ["nothing", null],
  ["a text", "key"],
])("[ID1] leaves %s in the set", (_title, key) => {
  expect(usableKeys({ keys: [key, EC_KEY] })).toEqual([EC_KEY]);
});

test.each([[null], [undefined], ["keys"], [[]], [{}], [{ keys: {} }], [{ keys: null }]])(
  "[ID2] takes %j for no key set",
  (set) => {
    expect(() => usableKeys(set)).toThrow("not a key set");
  },
);
