import type { Link, TransportName } from "./link.ts";

/** After this many consecutive WebSockets lost before their first heartbeat, polling goes first. */
const MAX_CUT_SHORT = 2;

/**
 * The order in which transports are tried: WebSocket first, then polling.
 *
 * Some proxies accept WebSockets and cut them a moment later. After two of those, polling goes
 * first until the network changes or polling fails.
 */
export class TransportChoice {
  readonly #isWebSocketBlocked: boolean;
  #cutShort = 0;

  constructor(serverUrl: string) {
    this.#isWebSocketBlocked = isMixedContent(serverUrl);
  }

  get order(): readonly TransportName[] {
    if (this.#isWebSocketBlocked) return ["polling"];
    return this.#cutShort >= MAX_CUT_SHORT ? ["polling", "websocket"] : ["websocket", "polling"];
  }

  /** Records the loss of an established link. */
  onLost({ transport, isProven }: Pick<Link, "transport" | "isProven">): void {
    if (transport === "polling") this.#cutShort = Math.min(this.#cutShort, MAX_CUT_SHORT - 1);
    else this.#cutShort = isProven ? 0 : this.#cutShort + 1;
  }

  /** The network may be another one now. */
  onNetworkChange(): void {
    this.#cutShort = 0;
  }
}

/**
 * Pages on https may not open a WebSocket to http. Browsers throw then, and socket.io-client would
 * wait for its timeout; a blocked poll fails at once.
 */
function isMixedContent(serverUrl: string): boolean {
  const { protocol, hostname } = new URL(serverUrl);
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === "http:" && !isLoopback && globalThis.location?.protocol === "https:";
}
