import { createLocalJWKSet, errors, type JWTVerifyGetKey } from "jose";
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

/** A key is unknown, and its issuer was asked just now: it will be asked again. (SPEC ID9) */
export class JwksCooldownError extends Error {
  readonly retryAtMs: number;

  constructor(retryAtMs: number) {
    super("the issuer was asked a moment ago");
    this.name = "JwksCooldownError";
    this.retryAtMs = retryAtMs;
  }
}

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

  /** The key that a token's header names; rejects if the issuer has no such key. */
  readonly find: JWTVerifyGetKey = async (header, token) => {
    const ageMs = this.#source.clock.nowMs() - this.#fetchedAtMs;
    if (ageMs >= KEPT_MS) this.#select = createLocalJWKSet({ keys: [] });
    if (ageMs >= FRESH_MS) {
      const refreshed = this.refresh();
      if (ageMs >= STALE_MS && !this.#problem) await refreshed;
    }
    try {
      return await this.#select(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // The key may be new.
      const isAsked = this.#asking !== undefined || this.#isDue();
      await this.refresh();
      try {
        return await this.#select(header, token);
      } catch (unknown) {
        if (isAsked || this.#problem) throw unknown;
        throw new JwksCooldownError(this.#askedAtMs + PAUSE_MS);
      }
    }
  };

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
      this.#select = createLocalJWKSet({ keys });
      this.#fetchedAtMs = this.#source.clock.nowMs();
      const lacking = keys.length === 0 && !this.#mayBeEmpty;
      this.#tell(lacking ? "there is no ES256 or RS256 key among them" : undefined);
    } catch (error) {
      // The issuer may have moved its keys.
      if (this.#issuer !== undefined) this.#keysUrl = undefined;
      this.#tell(reasonOf(error));
    }
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
