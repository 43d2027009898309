import {
  createLocalJWKSet,
  errors,
  jwtVerify,
  type JWK,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  type JWTVerifyResult,
} from "jose";
import type { AlarmClock } from "../chat/ports/clock.ts";
import { jwksUriOf } from "./oidc-discovery.ts";
import { usableKeys } from "./usable-keys.ts";

const FRESH_MS = 10 * 60_000;
/** A key set unused for longer may contain a key that was revoked meanwhile. */
const STALE_MS = 20 * 60_000;
const KEPT_MS = 24 * 3_600_000;
/** Minimum interval between requests to an issuer that works: the delay to find a rotated key. */
const PAUSE_MS = 5_000;
/** The same interval while the issuer fails. */
const PAUSE_AFTER_FAULT_MS = 30_000;
const TIMEOUT_MS = 3_000;
/** Maximum size of an issuer's answer; that of the largest issuers is below 20 kB. */
const MAX_BYTES = 1_048_576;
/** Maximum number of keys that a token which names none is verified with. (SPEC ID1) */
const MAX_CANDIDATES = 4;

/**
 * A key is unknown, and its issuer was asked just now: it will be asked again. (SPEC ID9) The
 * `cause` says why the token is refused until then.
 */
export class JwksCooldownError extends Error {
  readonly retryAtMs: number;

  constructor(retryAtMs: number, cause: unknown) {
    super("the issuer was asked a moment ago", { cause });
    this.name = "JwksCooldownError";
    this.retryAtMs = retryAtMs;
  }
}

/** A token names no key, and the issuer has more of them than are tried. (SPEC ID1) */
export class TooManyCandidatesError extends errors.JWSSignatureVerificationFailed {}

/** Dependencies for fetching keys. */
export interface KeySource {
  clock: AlarmClock;
  fetch: typeof globalThis.fetch;
  /** Receives a failure once, until the next success. */
  warn: (message: string) => void;
}

/**
 * The public keys of an issuer. (SPEC ID2)
 *
 * The issuer is asked at most once in 5 s, whatever tokens arrive, and once in 30 s while it fails.
 * While it is unreachable, the known keys stay valid for a day, and verifications with them never
 * wait for it.
 */
export class PublishedKeys {
  readonly #url: URL;
  readonly #source: KeySource;
  readonly #mayBeEmpty: boolean;
  readonly #issuer: string | undefined;
  /** Where the keys are; an issuer's document says so. */
  #keysUrl: URL | undefined;
  #select: JWTVerifyGetKey = createLocalJWKSet({ keys: [] });
  /** The keys of `#select`, which is replaced only where they change. */
  #selectable = "[]";
  #fetchedAtMs = -Infinity;
  #askedAtMs = -Infinity;
  #asking: Promise<void> | undefined;
  #problem: string | undefined;

  /**
   * With an `issuer`, `url` is the address of its discovery document. (SPEC ID13) Issuers that also
   * sign with a shared secret may publish no keys at all.
   */
  constructor(
    url: URL,
    source: KeySource,
    { issuer, mayBeEmpty = false }: { issuer?: string; mayBeEmpty?: boolean } = {},
  ) {
    this.#url = url;
    this.#source = source;
    this.#issuer = issuer;
    this.#mayBeEmpty = mayBeEmpty;
    if (issuer === undefined) this.#keysUrl = url;
  }

  /** Verifies a token, as `jwtVerify` of jose does, with the key that it names or may mean. */
  async verify(token: string, options: JWTVerifyOptions): Promise<JWTVerifyResult> {
    const selectBefore = this.#select;
    let namesKey = true;
    const find: JWTVerifyGetKey = (header, input) => {
      namesKey = header.kid !== undefined;
      return this.#find(header, input);
    };
    try {
      return await verifyWithEach(token, find, options);
    } catch (error) {
      if (namesKey || !(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
      // Such a token can mean a new key, although the issuer has others that fit.
      const isAsked = await this.#refreshForToken();
      if (this.#select !== selectBefore) return verifyWithEach(token, find, options);
      throw this.#refusalOf(error, isAsked);
    }
  }

  /** The key that a token's header names; rejects if the issuer has no such key. */
  readonly #find: JWTVerifyGetKey = async (header, token) => {
    const ageMs = this.#source.clock.nowMs() - this.#fetchedAtMs;
    if (ageMs >= KEPT_MS) this.#use([]);
    if (ageMs >= FRESH_MS) {
      const refreshed = this.refresh();
      if (ageMs >= STALE_MS && !this.#problem) await refreshed;
    }
    try {
      return await this.#select(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // The key may be new.
      const isAsked = await this.#refreshForToken();
      try {
        return await this.#select(header, token);
      } catch (unknown) {
        if (!(unknown instanceof errors.JWKSNoMatchingKey)) throw unknown;
        throw this.#refusalOf(unknown, isAsked);
      }
    }
  };

  /** Fetches the keys if that is due; whether an answer to this or a request under way came. */
  async #refreshForToken(): Promise<boolean> {
    const isAsked = this.#asking !== undefined || this.#isDue();
    await this.refresh();
    return isAsked;
  }

  /** The error for a token that no known key verifies: final, or only for now. (SPEC ID9) */
  #refusalOf(error: unknown, isAsked: boolean): unknown {
    if (isAsked || this.#problem) return error;
    return new JwksCooldownError(this.#askedAtMs + PAUSE_MS, error);
  }

  /** Fetches the keys, unless that was tried just now. Never rejects. */
  refresh(): Promise<void> {
    if (this.#asking) return this.#asking;
    if (!this.#isDue()) return Promise.resolve();
    this.#askedAtMs = this.#source.clock.nowMs();
    this.#asking = this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  #isDue(): boolean {
    const pauseMs = this.#problem ? PAUSE_AFTER_FAULT_MS : PAUSE_MS;
    // The absolute difference, so that a clock that was set back does not block requests for long.
    return Math.abs(this.#source.clock.nowMs() - this.#askedAtMs) >= pauseMs;
  }

  async #ask(): Promise<void> {
    try {
      const keys = usableKeys(await this.#fetchKeys());
      this.#use(keys);
      this.#fetchedAtMs = this.#source.clock.nowMs();
      const lacking = keys.length === 0 && !this.#mayBeEmpty;
      this.#tell(lacking ? "there is no ES256 or RS256 key among them" : undefined);
    } catch (error) {
      // The issuer may have moved its keys.
      if (this.#issuer !== undefined) this.#keysUrl = undefined;
      this.#tell(reasonOf(error));
    }
  }

  #use(keys: JWK[]): void {
    const selectable = JSON.stringify(keys);
    if (selectable === this.#selectable) return;
    this.#select = createLocalJWKSet({ keys });
    this.#selectable = selectable;
  }

  /** Fetches the keys within one time limit, whether their address is known or not. */
  async #fetchKeys(): Promise<unknown> {
    const overdue = new AbortController();
    const late = new Error(`no answer came within ${TIMEOUT_MS / 1_000} s`);
    const stop = this.#source.clock.after(TIMEOUT_MS, () => overdue.abort(late));
    try {
      this.#keysUrl ??= jwksUriOf(await this.#fetch(this.#url, overdue.signal), this.#issuer);
      return await this.#fetch(this.#keysUrl, overdue.signal);
    } finally {
      stop();
      // Ends what was not read of an answer, too.
      overdue.abort(late);
    }
  }

  async #fetch(url: URL, signal: AbortSignal): Promise<unknown> {
    const response = await this.#source.fetch(url, {
      headers: { accept: "application/json" },
      redirect: "error",
      signal,
    });
    if (response.status !== 200) throw new Error(`the answer has status ${response.status}`);
    return readJson(response);
  }

  #tell(problem: string | undefined): void {
    if (problem && !this.#problem)
      this.#source.warn(
        `The keys at ${this.#url.href} cannot be used: ${problem}. The server fetches them again when needed.`,
      );
    this.#problem = problem;
  }
}

/**
 * Verifies a token with the key that is found for it. Where several fit, each is tried, up to a
 * maximum, so that forged tokens do not cost more the more keys an issuer has.
 */
async function verifyWithEach(
  token: string,
  find: JWTVerifyGetKey,
  options: JWTVerifyOptions,
): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(token, find, options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    let tried = 0;
    for await (const key of error) {
      if (tried === MAX_CANDIDATES) throw new TooManyCandidatesError();
      tried += 1;
      try {
        return await jwtVerify(token, key, options);
      } catch (wrong) {
        // The other errors of jose say what is wrong with a token whose signature is right; what is
        // no error of jose says that the key cannot be used.
        const isOfKey =
          wrong instanceof errors.JWSSignatureVerificationFailed ||
          !(wrong instanceof errors.JOSEError);
        if (!isOfKey) throw wrong;
      }
    }
    throw new errors.JWSSignatureVerificationFailed();
  }
}

/** Reads an answer to its end, unless it is too long to be a key set. */
async function readJson(response: Response): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const body = response.body as AsyncIterable<Uint8Array> | null;
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > MAX_BYTES) throw new Error(`the answer has more than ${MAX_BYTES} bytes`);
    parts.push(part);
  }
  return JSON.parse(new TextDecoder().decode(Buffer.concat(parts))) as unknown;
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return "the answer is not a key set";
  // fetch only says that it failed; the reason is in the cause, sometimes only as a code.
  const { message, code } = ((error as Error).cause ?? error) as NodeJS.ErrnoException;
  return message || code || "the issuer cannot be reached";
}
