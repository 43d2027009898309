import type { IncomingMessage } from "node:http";
import type { Request } from "express";

/** `"*"`, or the exact origins that may embed the chat. */
export type Origins = "*" | readonly string[];

export interface OriginPolicyOptions {
  origins: Origins;
  /** In demo mode: loopback pages are welcome, and only those; tunnels and foreign names are not. */
  loopbackOnly: boolean;
  /** The server's own address, where a proxy stands before it. */
  publicUrl?: string;
}

export interface OriginVerdict {
  value: string | null;
  allowed: boolean;
}

/** What proxies, tunnels and content networks add to a request that they pass on. */
const FORWARDED = new RegExp(
  "^(forwarded$|via$|x-forwarded|x-real-|x-original-|x-client-ip$|x-cluster-client-ip$|" +
    "x-remote-|x-proxy|x-envoy-|x-amzn-|x-azure-|x-arr-|x-appengine-|x-cloud-trace-context$|" +
    "x-vercel-|x-nf-|x-railway-|x-tunnel|true-client-ip$|client-ip$|cf-|cdn-|fastly-|fly-|" +
    "ngrok-|tailscale-|traceparent$)",
);

const LOOPBACK_ADDRESS = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;

/** Decides which pages may speak to this server. (SPEC CN5) */
export class OriginPolicy {
  readonly #options: OriginPolicyOptions;

  constructor(options: OriginPolicyOptions) {
    this.#options = options;
  }

  /** Whether a request may be served at all: in demo mode, only this machine's, by a loopback name. */
  admitsHost(request: IncomingMessage): boolean {
    const { headers, socket } = request;
    if (!this.#options.loopbackOnly) return true;
    if (isForwarded({ headers }) || isRewritten(request)) return false;
    // An app's server that a demo is attached to may listen to all the world.
    if (!LOOPBACK_ADDRESS.test(socket.remoteAddress ?? "::1")) return false;
    return isLoopback(`http://${headers.host ?? ""}`);
  }

  /** What a chat connection from this request's page would be told. */
  judge({ headers }: IncomingMessage): OriginVerdict {
    const { origin, host } = headers;
    return { value: origin ?? null, allowed: this.#allows(origin, host) };
  }

  /**
   * Whether people may be signed in for this request's page: only where it is listed by
   * name. Under `*` any page may show the chat, and none but our own may ask for sessions. (SPEC SI1)
   */
  judgeSignIn(request: IncomingMessage): OriginVerdict {
    const { value } = this.judge(request);
    const { origins, loopbackOnly } = this.#options;
    if (value === null) return { value, allowed: false };
    const listed = origins !== "*" && origins.includes(value);
    const allowed = listed || this.isOwn(request) || (loopbackOnly && isLoopback(value));
    return { value, allowed };
  }

  /** The origin of a request's page. Browsers send none when a page of ours reads from here. (SPEC AD1) */
  originOf({ headers, protocol }: Pick<Request, "headers" | "protocol">): string | undefined {
    const { origin, host = "" } = headers;
    if (origin !== undefined || headers["sec-fetch-site"] !== "same-origin") return origin;
    const { publicUrl } = this.#options;
    return publicUrl ? new URL(publicUrl).origin : `${protocol}://${host}`;
  }

  /** The pages that may frame ours, in the words of a content security policy. */
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
    // Every browser sends an Origin with what matters here; what sends none is no page.
    if (origin === undefined) return true;
    if (origins === "*") return true;
    if (this.#isOwn(origin, host)) return true;
    if (loopbackOnly && isLoopback(origin)) return true;
    return origins.includes(origin);
  }
}

/** Whether a request says that somebody passed it on. */
export function isForwarded({ headers }: Pick<IncomingMessage, "headers">): boolean {
  return Object.keys(headers).some((name) => FORWARDED.test(name));
}

/**
 * Whether a request shows that a proxy wrote it anew without saying so, as nginx does with a
 * bare `proxy_pass`: in an old HTTP that no browser speaks, without keeping a connection that
 * every browser keeps, or for a page of another address than the one that it was sent to.
 */
function isRewritten({ httpVersion, headers, socket }: IncomingMessage): boolean {
  // One worker hands on to another by a socket that has no address.
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

/** Whether an address of a page or a server names this machine. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:") return false;
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}
