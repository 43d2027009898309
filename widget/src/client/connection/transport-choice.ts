import type { Link, TransportName } from "./link.ts";

/** So many WebSockets in a row that ended before their first heartbeat are one too many. */
const MAX_CUT_SHORT = 2;

/**
 * In which order transports are tried: WebSocket first, then polling.
 *
 * Some proxies let WebSockets open and cut them a moment later. After two of
 * those, polling comes first until the network changes or polling is lost.
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

  /** Learns from a link that was connected and is lost. */
  onLost({ transport, isProven }: Pick<Link, "transport" | "isProven">): void {
    if (transport === "polling") this.#cutShort = Math.min(this.#cutShort, MAX_CUT_SHORT - 1);
    else this.#cutShort = isProven ? 0 : this.#cutShort + 1;
  }

  /** It is another network, perhaps. */
  onNetworkChange(): void {
    this.#cutShort = 0;
  }
}

/**
 * Pages on https may not open a WebSocket to http. Browsers throw at that, and
 * socket.io-client would wait for its time-out; a blocked poll fails at once.
 */
function isMixedContent(serverUrl: string): boolean {
  const { protocol, hostname } = new URL(serverUrl);
  const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
  return protocol === "http:" && !isLoopback && globalThis.location?.protocol === "https:";
}
