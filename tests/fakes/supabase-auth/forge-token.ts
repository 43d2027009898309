import {
  constants,
  createHmac,
  createPrivateKey,
  sign as signBytes,
  type JsonWebKey,
} from "node:crypto";

/** Signs the text of a token's first two parts; gives the signature's bytes. */
export type Signer = (text: string) => Buffer;

/**
 * Writes a token of any header, claims and signature, however wrong.
 *
 * A text is taken as it is, so that it need not be JSON; anything else is written as JSON.
 */
export function forgeToken(header: unknown, claims: unknown, sign: Signer): string {
  const text = `${encodePart(header)}.${encodePart(claims)}`;
  return `${text}.${sign(text).toString("base64url")}`;
}

export function encodePart(part: unknown): string {
  const bytes = Buffer.isBuffer(part) || typeof part === "string" ? part : JSON.stringify(part);
  return Buffer.from(bytes).toString("base64url");
}

/** ES256, ES384 …: the hash is named, the curve is the key's. */
export function ecSigner(jwk: JsonWebKey, hash = "sha256"): Signer {
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  return (text) => signBytes(hash, Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
}

/** The same in the form of certificates (DER), which tokens do not use. */
export function derSigner(jwk: JsonWebKey): Signer {
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  return (text) => signBytes("sha256", Buffer.from(text), key);
}

/** RS256, or PS256 with `pss`. */
export function rsaSigner(jwk: JsonWebKey, { hash = "sha256", pss = false } = {}): Signer {
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  const padding = pss
    ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
    : {};
  return (text) => signBytes(hash, Buffer.from(text), { key, ...padding });
}

/** HS256, HS384, HS512. */
export function hmacSigner(secret: string | Buffer, hash = "sha256"): Signer {
  return (text) => createHmac(hash, secret).update(text).digest();
}

/** No signature. */
export const unsigned: Signer = () => Buffer.alloc(0);
