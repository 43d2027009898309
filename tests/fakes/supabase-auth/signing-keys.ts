import { randomUUID } from "node:crypto";
import {
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  type JWK,
  type JWTHeaderParameters,
  type JWTPayload,
} from "jose";

type Algorithm = "ES256" | "RS256";

interface SigningKey {
  alg: Algorithm;
  kid: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  publicJwk: JWK;
  privateJwk: JWK;
}

/**
 * The keys with which a project signs access tokens.
 *
 * A project rotates its keys in the way that Supabase documents: a standby key is published
 * before it is used, the one before it goes on verifying, and may then be revoked.
 */
export class SigningKeys {
  /** The secret of a project that signs in the old way, HS256; used until the first rotation. */
  readonly legacySecret: string | undefined;
  #inUse: SigningKey | undefined;
  #standby: SigningKey | undefined;
  #previous: SigningKey[] = [];

  private constructor(legacySecret: string | undefined) {
    this.legacySecret = legacySecret;
  }

  static async create(legacySecret?: string): Promise<SigningKeys> {
    const keys = new SigningKeys(legacySecret);
    if (!legacySecret) keys.#inUse = await generate("ES256");
    return keys;
  }

  /** The id of the key in use; a legacy secret has none. */
  get kid(): string | undefined {
    return this.#inUse?.kid;
  }

  /** The key in use, as anyone may see it. */
  get publicJwk(): JWK | undefined {
    return this.#inUse?.publicJwk;
  }

  /** The private half of the key in use, for what no honest issuer would sign. */
  get privateJwk(): JWK | undefined {
    return this.#inUse?.privateJwk;
  }

  /** The set that the project publishes; a shared secret is never in it. */
  get published(): { keys: JWK[] } {
    const keys = [this.#inUse, this.#standby, ...this.#previous];
    return { keys: keys.flatMap((key) => key?.publicJwk ?? []) };
  }

  /** Publishes the key that the next rotation takes into use. */
  async addStandby(alg: Algorithm = "ES256"): Promise<void> {
    this.#standby = await generate(alg);
  }

  /** Signs with the standby key from now on, or with a fresh one that nobody has seen yet. */
  async rotate(alg: Algorithm = "ES256"): Promise<void> {
    if (this.#inUse) this.#previous.push(this.#inUse);
    this.#inUse = this.#standby ?? (await generate(alg));
    this.#standby = undefined;
  }

  /** Takes the keys of earlier rotations out of the published set. */
  revokePrevious(): void {
    this.#previous = [];
  }

  /** Signs any claims, with more in the header if need be. */
  sign(claims: JWTPayload, header: Partial<JWTHeaderParameters> = {}): Promise<string> {
    const key = this.#inUse;
    const { alg, kid } = key ?? { alg: "HS256", kid: undefined };
    return new SignJWT(claims)
      .setProtectedHeader({ alg, typ: "JWT", ...(kid && { kid }), ...header })
      .sign(key?.privateKey ?? this.#secret());
  }

  /** The claims of a token that this project signed and that has not run out. */
  async verify(token: string, now: Date): Promise<JWTPayload> {
    const known = [this.#inUse, ...this.#previous];
    const { payload } = await jwtVerify(
      token,
      ({ alg, kid }) => {
        if (alg === "HS256" && this.legacySecret) return this.#secret();
        const key = known.find((candidate) => candidate?.kid === kid);
        if (!key) throw new Error(`unrecognized JWT kid ${kid} for algorithm ${alg}`);
        return key.publicKey;
      },
      { currentDate: now },
    );
    return payload;
  }

  #secret(): Uint8Array {
    return new TextEncoder().encode(this.legacySecret);
  }
}

async function generate(alg: Algorithm): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const kid = randomUUID();
  const marks = { alg, kid, use: "sig", key_ops: ["verify"], ext: true };
  return {
    alg,
    kid,
    privateKey,
    publicKey,
    publicJwk: { ...(await exportJWK(publicKey)), ...marks },
    privateJwk: await exportJWK(privateKey),
  };
}
