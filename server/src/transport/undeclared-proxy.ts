import type { IncomingMessage } from "node:http";
import type { CallerAddress } from "./caller-address.ts";

/** Number of consecutive forwarded requests from one private address that prove a proxy. */
const ENOUGH = 50;

/**
 * Detects an undeclared proxy, and warns once: all visitors then share one address, and limits and
 * bans by address cannot distinguish them.
 */
export class UndeclaredProxyWatch {
  readonly #addressOf: CallerAddress;
  readonly #warn: (message: string) => void;
  #proxy: string | undefined;
  #count = 0;
  #isOver = false;

  constructor(addressOf: CallerAddress, warn: (message: string) => void) {
    this.#addressOf = addressOf;
    this.#warn = warn;
  }

  /** Examines a request. */
  note(request: IncomingMessage): void {
    if (this.#isOver) return;
    const { remoteAddress = "" } = request.socket;
    const isForwarded = request.headers["x-forwarded-for"] !== undefined;
    // A direct request, or one through a declared proxy, disproves it.
    this.#isOver = !isForwarded ? remoteAddress !== "" && !isLoopback(remoteAddress) : false;
    if (this.#isOver || !isForwarded || remoteAddress === "") return;
    if (
      this.#addressOf(request) !== undefined ||
      (this.#proxy ?? remoteAddress) !== remoteAddress
    ) {
      this.#isOver = true;
      return;
    }
    this.#proxy = remoteAddress;
    this.#count += 1;
    if (this.#count < ENOUGH) return;
    this.#isOver = true;
    const address = remoteAddress.replace(/^::ffff:/i, "");
    this.#warn(
      `Every request comes from ${address} with X-Forwarded-For: a proxy is in front of this server, ` +
        `and limits and bans cannot tell its visitors apart. Set CHAT_TRUST_PROXY=${address}.`,
    );
  }
}

/** Local health checks do not pass through the proxy. */
function isLoopback(address: string): boolean {
  return /^(::1|(::ffff:)?127\.)/i.test(address);
}
