import { createPublicKey, generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { CompactEncrypt, importJWK } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  derSigner,
  ecSigner,
  encodePart,
  forgeToken,
  hmacSigner,
  rsaSigner,
  unsigned,
  type Signer,
} from "../fakes/supabase-auth/forge-token.ts";
import { openTokenFixture, type TokenFixture } from "../fakes/supabase-auth/token-fixture.ts";

/* Tokens that somebody without the project's key could make. Each has a single fault. */

interface Forger {
  good: string;
  claims: Record<string, unknown>;
  header: { alg: string; kid: string; typ: string };
  publicJwk: JsonWebKey;
  /** What the project itself would sign with. */
  project: Signer;
}

const ec = (namedCurve: string) =>
  generateKeyPairSync("ec", { namedCurve }).privateKey.export({ format: "jwk" });
const EC_KEY = ec("P-256");
const RSA_KEY = generateKeyPairSync("rsa", { modulusLength: 2_048 }).privateKey.export({
  format: "jwk",
});
const OWN_PUBLIC_KEY = createPublicKey({ key: EC_KEY, format: "jwk" }).export({ format: "jwk" });

let fixture: TokenFixture;
let forger: Forger;

beforeAll(async () => {
  fixture = await openTokenFixture();
  const { auth, account } = fixture;
  const privateJwk = auth.keys.privateJwk as JsonWebKey;
  forger = {
    good: await auth.tokenOf(account),
    claims: auth.claimsOf(account),
    header: { alg: "ES256", kid: auth.keys.kid ?? "", typ: "JWT" },
    publicJwk: auth.keys.publicJwk as JsonWebKey,
    project: ecSigner(privateJwk),
  };
});
afterAll(() => fixture.auth.close());

test("[ID1] accepts the token from which all of these were made", async () => {
  const { header, claims, project, good } = forger;
  for (const token of [good, forgeToken(header, claims, project)])
    expect(await fixture.verify(token)).toMatchObject({ ok: true });
});

const parts = ({ good }: Forger) => good.split(".") as [string, string, string];

const SHAPES: Record<string, (forger: Forger) => string | Promise<string>> = {
  "an empty text": () => "",
  "a word": () => "token",
  "two dots": () => "..",
  "two parts": (f) => parts(f).slice(0, 2).join("."),
  "four parts": (f) => `${f.good}.${parts(f)[2]}`,
  "an empty signature": (f) => `${parts(f)[0]}.${parts(f)[1]}.`,
  "an empty header": (f) => `.${parts(f)[1]}.${parts(f)[2]}`,
  "header and claims swapped": (f) => [parts(f)[1], parts(f)[0], parts(f)[2]].join("."),
  "claims and signature swapped": (f) => [parts(f)[0], parts(f)[2], parts(f)[1]].join("."),
  "a null byte at the end": (f) => `${f.good}\0`,
  "a null byte in the middle": (f) => f.good.replace(".", ".\0"),
  "a line break at the end": (f) => `${f.good}\n`,
  "a space before": (f) => ` ${f.good}`,
  "the word Bearer before": (f) => `Bearer ${f.good}`,
  "padding after the signature": (f) => `${f.good}==`,
  "padding after the header": (f) => f.good.replace(".", "=."),
  "the alphabet of plain base64": (f) => f.good.replaceAll("-", "+").replaceAll("_", "/") + "/",
  "the JSON form of a signed text": (f) => {
    const [header, payload, signature] = parts(f);
    return JSON.stringify({ protected: header, payload, signature });
  },
  "an encrypted token": async (f) =>
    new CompactEncrypt(Buffer.from(JSON.stringify(f.claims)))
      .setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM", kid: f.header.kid })
      .encrypt(await importJWK({ ...f.publicJwk, key_ops: [] }, "ECDH-ES")),
  "more than 8,192 characters": (f) =>
    forgeToken(f.header, { ...f.claims, padding: "x".repeat(8_192) }, f.project),
  "a header that is not JSON": (f) => forgeToken("ES256", f.claims, f.project),
  "a header that is a list": (f) => forgeToken([f.header], f.claims, f.project),
  "a header that is null": (f) => forgeToken(null, f.claims, f.project),
  "claims that are not JSON": (f) => forgeToken(f.header, "claims", f.project),
  "claims that are a list": (f) => forgeToken(f.header, [f.claims], f.project),
  "claims that are not UTF-8": (f) => forgeToken(f.header, Buffer.from([0x7b, 0xff]), f.project),
  "the project's publishable key": () => fixture.auth.publishableKey,
};

const ALGORITHMS: typeof SHAPES = {
  ...Object.fromEntries(
    ["none", "None", "NONE", "nOnE", "", " none"].flatMap((alg) => [
      [
        `alg ${JSON.stringify(alg)}`,
        (f: Forger) => forgeToken({ ...f.header, alg }, f.claims, unsigned),
      ],
      [
        `alg ${JSON.stringify(alg)} beside the real signature`,
        (f: Forger) => `${encodePart({ ...f.header, alg })}.${parts(f)[1]}.${parts(f)[2]}`,
      ],
    ]),
  ),
  ...Object.fromEntries(
    [undefined, null, 256, ["ES256"], "es256", "ES256 ", "ES256\0"].map((alg) => [
      `alg ${JSON.stringify(alg)}`,
      (f: Forger) => forgeToken({ ...f.header, alg }, f.claims, f.project),
    ]),
  ),
  "two algs in one header": (f) =>
    forgeToken(`{"alg":"ES256","kid":"${f.header.kid}","alg":"none"}`, f.claims, unsigned),
  "HS256 with the public key as PEM": (f) => hs256(f, pem(f)),
  "HS256 with the public key as PEM without its last line break": (f) => hs256(f, pem(f).trim()),
  "HS256 with the public key as DER": (f) => hs256(f, der(f)),
  "HS256 with the public key as JWK": (f) => hs256(f, JSON.stringify(f.publicJwk)),
  "HS256 with the public key's raw point": (f) =>
    hs256(f, Buffer.concat([Buffer.from([4]), bytes(f.publicJwk.x), bytes(f.publicJwk.y)])),
  "HS256 with the public key's x": (f) => hs256(f, bytes(f.publicJwk.x)),
  "HS256 with the key's id": (f) => hs256(f, f.header.kid),
  "HS256 with no secret": (f) => hs256(f, ""),
  "HS256 with the publishable key": (f) => hs256(f, fixture.auth.publishableKey),
  "HS512 with the public key as PEM": (f) =>
    forgeToken({ ...f.header, alg: "HS512" }, f.claims, hmacSigner(pem(f), "sha512")),
  "RS256 by a key of one's own": (f) => withAlg(f, "RS256", rsaSigner(RSA_KEY)),
  "PS256 by a key of one's own": (f) => withAlg(f, "PS256", rsaSigner(RSA_KEY, { pss: true })),
  "ES384 by a key of one's own": (f) => withAlg(f, "ES384", ecSigner(ec("P-384"), "sha384")),
  "ES512 by a key of one's own": (f) => withAlg(f, "ES512", ecSigner(ec("P-521"), "sha512")),
  "ES256 by a key on another curve": (f) => withAlg(f, "ES256", ecSigner(ec("secp256k1"))),
};

const KEYS: typeof SHAPES = {
  "another key under the right kid": (f) => own(f, {}),
  "another key without a kid": (f) => own(f, { kid: undefined }),
  "a kid that nobody knows": (f) => own(f, { kid: "2f0c6c1e-0000-4000-8000-000000000000" }),
  "a kid that is a path": (f) =>
    hs256({ ...f, header: { ...f.header, kid: "../../../../dev/null" } }, ""),
  "a kid that is an address": (f) => own(f, { kid: "https://evil.example/jwks.json" }),
  "a kid that is SQL": (f) => own(f, { kid: "' UNION SELECT 'secret' --" }),
  "a kid that is __proto__": (f) => own(f, { kid: "__proto__" }),
  "a kid that is empty": (f) => own(f, { kid: "" }),
  "a kid that is a number": (f) => own(f, { kid: 1 }),
  "a kid that is very long": (f) => own(f, { kid: "k".repeat(5_000) }),
  "a key in the header (jwk)": (f) => own(f, { jwk: OWN_PUBLIC_KEY }),
  "a key in the header (jwk), without a kid": (f) =>
    own(f, { jwk: OWN_PUBLIC_KEY, kid: undefined }),
  "the address of a key set (jku)": (f) => own(f, { jku: "https://evil.example/jwks.json" }),
  "the address of a certificate (x5u)": (f) => own(f, { x5u: "https://evil.example/cert.pem" }),
  "a certificate in the header (x5c)": (f) => own(f, { x5c: ["MIIB"] }),
  "a signature of zeros": (f) => forgeToken(f.header, f.claims, () => Buffer.alloc(64)),
  "a signature in DER": (f) =>
    forgeToken(f.header, f.claims, derSigner(fixture.auth.keys.privateJwk as JsonWebKey)),
  "a signature with a byte more": (f) =>
    forgeToken(f.header, f.claims, (text) => Buffer.concat([f.project(text), Buffer.alloc(1)])),
  "another person under a real signature": (f) =>
    [parts(f)[0], encodePart({ ...f.claims, sub: "somebody-else" }), parts(f)[2]].join("."),
  "a role under a real signature": (f) =>
    [
      parts(f)[0],
      encodePart({ ...f.claims, app_metadata: { chat_role: "owner" } }),
      parts(f)[2],
    ].join("."),
  "a longer life under a real signature": (f) =>
    [parts(f)[0], encodePart({ ...f.claims, exp: 9_999_999_999 }), parts(f)[2]].join("."),
};

const HEADERS: typeof SHAPES = {
  "a critical extension that nobody knows": (f) => signed(f, { crit: ["chat"], chat: true }),
  "a critical extension that is a claim": (f) => signed(f, { crit: ["exp"], exp: 1 }),
  "no critical extension at all": (f) => signed(f, { crit: [] }),
  "a critical extension that is not there": (f) => signed(f, { crit: ["chat"] }),
  "claims that are not encoded (b64)": (f) => {
    const header = encodePart({ ...f.header, b64: false, crit: ["b64"] });
    const text = `${header}.${JSON.stringify(f.claims)}`;
    return `${text}.${f.project(text).toString("base64url")}`;
  },
  "claims that say they are not encoded, but are": (f) => signed(f, { b64: false, crit: ["b64"] }),
};

function pem({ publicJwk }: Forger): string {
  const key = createPublicKey({ key: publicJwk, format: "jwk" });
  return key.export({ format: "pem", type: "spki" }).toString();
}

function der({ publicJwk }: Forger): Buffer {
  const key = createPublicKey({ key: publicJwk, format: "jwk" });
  return key.export({ format: "der", type: "spki" });
}

function hs256({ header, claims }: Forger, secret: string | Buffer): string {
  return forgeToken({ ...header, alg: "HS256" }, claims, hmacSigner(secret));
}

function withAlg({ header, claims }: Forger, alg: string, sign: Signer): string {
  return forgeToken({ ...header, alg }, claims, sign);
}

function own({ header, claims }: Forger, more: object): string {
  return forgeToken({ ...header, ...more }, claims, ecSigner(EC_KEY));
}

function signed({ header, claims, project }: Forger, more: object): string {
  return forgeToken({ ...header, ...more }, claims, project);
}

function bytes(base64url: string | undefined): Buffer {
  return Buffer.from(base64url ?? "", "base64url");
}

test.each(Object.entries({ ...SHAPES, ...ALGORITHMS, ...KEYS, ...HEADERS }))(
  "[ID1] refuses %s",
  async (_title, forge) => {
    const forged = await forge(forger);
    // By then the issuer may be asked about a key id that is new.
    fixture.clock.pass(5_000);
    expect(await fixture.verify(forged)).toMatchObject({ ok: false, reason: "invalid-token" });
  },
);

test("[ID1] refuses a token that was cut off, wherever", async () => {
  const { good } = forger;
  for (let length = 0; length < good.length; length++)
    expect((await fixture.verify(good.slice(0, length))).ok).toBe(false);
});
