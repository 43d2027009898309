import type { IncomingMessage } from "node:http";

/** `"*"`, or the exact origins that may embed the chat. */
export type Origins = "*" | readonly string[];

export interface OriginPolicyOptions {
  origins: Origins;
  /** In demo mode: loopback pages are welcome, and only those; tunnels and foreign names are not. */
  loopbackOnly: boolean;
}

export interface OriginVerdict {
  value: string | null;
  allowed: boolean;
}

const FORWARDED = [
  ...["forwarded", "via", "x-real-ip", "cf-connecting-ip"],
  ...["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-forwarded-port"],
];

/** Decides which pages may speak to this server. (SPEC CN5) */
export class OriginPolicy {
  readonly #options: OriginPolicyOptions;

  constructor(options: OriginPolicyOptions) {
    this.#options = options;
  }

  /** Whether a request may be served at all: in demo mode, only by its own loopback name. */
  admitsHost({ headers }: IncomingMessage): boolean {
    if (!this.#options.loopbackOnly) return true;
    if (FORWARDED.some((name) => headers[name] !== undefined)) return false;
    return isLoopback(`http://${headers.host ?? ""}`);
  }

  /** What a chat connection from this request's page would be told. */
  judge({ headers }: IncomingMessage): OriginVerdict {
    const { origin, host } = headers;
    return { value: origin ?? null, allowed: this.#allows(origin, host) };
  }

  #allows(origin: string | undefined, host: string | undefined): boolean {
    const { origins, loopbackOnly } = this.#options;
    // Every browser sends an Origin with what matters here; what sends none is no page.
    if (origin === undefined) return true;
    if (origins === "*") return true;
    if (origin === `http://${host}` || origin === `https://${host}`) return true;
    if (loopbackOnly && isLoopback(origin)) return true;
    return origins.includes(origin);
  }
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return false;
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
