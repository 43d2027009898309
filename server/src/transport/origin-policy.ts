import type { IncomingMessage } from "node:http";
import type { Request } from "express";

/** `"*"`, or the exact origins that may embed the chat. */
export type Origins = "*" | readonly string[];

export interface OriginPolicyOptions {
  origins: Origins;
  /** In demo mode: only loopback pages are allowed, no tunnels or foreign host names. */
  loopbackOnly: boolean;
  /** The server's public URL, if it is behind a proxy. */
  publicUrl?: string;
}

export interface OriginVerdict {
  value: string | null;
  allowed: boolean;
}

/** Headers that proxies, tunnels and CDNs add to forwarded requests. */
const FORWARDED = new RegExp(
  "^(forwarded$|via$|x-forwarded|x-real-|x-original-|x-client-ip$|x-cluster-client-ip$|" +
    "x-remote-|x-proxy|x-envoy-|x-amzn-|x-azure-|x-arr-|x-appengine-|x-cloud-trace-context$|" +
    "x-vercel-|x-nf-|x-railway-|x-tunnel|true-client-ip$|client-ip$|cf-|cdn-|fastly-|fly-|" +
    "ngrok-|tailscale-|traceparent$)",
);

const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/** Decides which pages may use this server. (SPEC CN5) */
export class OriginPolicy {
  readonly #options: OriginPolicyOptions;

  constructor(options: OriginPolicyOptions) {
    this.#options = options;
  }

  /** Whether a request may be served: in demo mode, only from this machine, by a loopback name. */
  admitsHost(request: IncomingMessage): boolean {
    const { headers, socket } = request;
    if (!this.#options.loopbackOnly) return true;
    if (isForwarded({ headers }) || isRewritten(request)) return false;
    // A demo may be attached to an app's server that listens on all interfaces.
    if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? "::1")) return false;
    return isLoopback(`http://${headers.host ?? ""}`);
  }

  /** The verdict for a chat connection from this request's page. */
  judge({ headers }: IncomingMessage): OriginVerdict {
    const { origin, host } = headers;
    return { value: origin ?? null, allowed: this.#allows(origin, host) };
  }

  /**
   * Whether people may sign in from this request's page: only if its origin is listed by name. With
   * `*` any page may show the chat, but only our own may request sessions. (SPEC SI1)
   */
  judgeSignIn(request: IncomingMessage): OriginVerdict {
    const { value } = this.judge(request);
    const { origins, loopbackOnly } = this.#options;
    if (value === null) return { value, allowed: false };
    const listed = origins !== "*" && origins.includes(value);
    const allowed = listed || this.isOwn(request) || (loopbackOnly && isLoopback(value));
    return { value, allowed };
  }

  /**
   * The origin of the page of a request with `Authorization`. Browsers send none for same-origin
   * reads, and over plain http no `Sec-Fetch-Site` either. (SPEC AD1)
   */
  originOf(request: Pick<Request, "headers" | "protocol" | "method">): string | undefined {
    const { headers, protocol, method } = request;
    const { origin, host = "" } = headers;
    const site = headers["sec-fetch-site"] ?? (method === "GET" ? "same-origin" : undefined);
    if (origin !== undefined || site !== "same-origin") return origin;
    const { publicUrl } = this.#options;
    return publicUrl ? new URL(publicUrl).origin : `${protocol}://${host}`;
  }

  /** The pages that may frame ours, as sources of a content security policy. */
  frameAncestors(): string[] {
    const { origins, loopbackOnly } = this.#options;
    if (origins === "*") return ["*"];
    const loopback = ["http://localhost:*", "http://127.0.0.1:*"];
    return ["'self'", ...origins, ...(loopbackOnly ? loopback : [])];
  }

  /** Whether any page may frame ours. (SPEC EM7) */
  get allowsAnyFrame(): boolean {
    return this.#options.origins === "*";
  }

  /** Whether a request comes from one of this server's own pages. */
  isOwn({ headers }: IncomingMessage): boolean {
    const { origin, host } = headers;
    return origin !== undefined && this.#isOwn(origin, host);
  }

  #isOwn(origin: string, host: string | undefined): boolean {
    const { publicUrl } = this.#options;
    return publicUrl
      ? origin === new URL(publicUrl).origin
      : origin === `http://${host}` || origin === `https://${host}`;
  }

  #allows(origin: string | undefined, host: string | undefined): boolean {
    const { origins, loopbackOnly } = this.#options;
    // Browsers always send an Origin where it matters; a request without one is not from a page.
    if (origin === undefined) return true;
    if (origins === "*") return true;
    if (this.#isOwn(origin, host)) return true;
    if (loopbackOnly && isLoopback(origin)) return true;
    return origins.includes(origin);
  }
}

/** Whether the headers say that the request was forwarded. */
export function isForwarded({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return Object.keys(headers).some((name) => FORWARDED.test(name));
}

/**
 * Whether a request shows signs of a proxy that does not identify itself, as nginx with a bare
 * `proxy_pass`: an HTTP version that no browser uses, no keep-alive, or a page origin that differs
 * from the requested host.
 */
function isRewritten({ httpVersion, headers, socket }: IncomingMessage): boolean {
  // Requests forwarded between workers come over a socket without an address.
  if (socket.remoteAddress === undefined) return false;
  if (httpVersion === "1.0") return true;
  const isBrowser =
    headers["sec-fetch-mode"] !== undefined ||
    headers["user-agent"]?.startsWith("Mozilla/") === true;
  if (isBrowser && /close/i.test(headers.connection ?? "")) return true;
  if (headers["sec-fetch-site"] !== "same-origin") return false;
  const page = headers.origin ?? headers.referer;
  return page !== undefined && !isLoopback(page);
}

/** Whether the URL of a page or server is on this machine. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return false;
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
