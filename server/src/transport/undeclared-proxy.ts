import type { IncomingMessage } from "node:http";
import type { CallerAddress } from "./caller-address.ts";

/** Requests in a row that all come from one private address, in somebody else's name. */
const ENOUGH = 50;

/**
 * Notices a proxy of which no setting tells, and says so once: every visitor then has the
 * same address, and limits and bans by address cannot tell them apart.
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

  /** Looks at a request. */
  note(request: IncomingMessage): void {
    if (this.#isOver) return;
    const { remoteAddress = "" } = request.socket;
    const isForwarded = request.headers["x-forwarded-for"] !== undefined;
    // Whoever comes by themselves, or by a proxy that is named, shows that this is not the rule.
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
      `Every request comes from ${address} with X-Forwarded-For: a proxy stands before this server, ` +
        `and limits and bans cannot tell its visitors apart. Set CHAT_TRUST_PROXY=${address}.`,
    );
  }
}

/** Health checks of the machine itself come by themselves, whatever stands before the server. */
function isLoopback(address: string): boolean {
  return /^(::1|(::ffff:)?127\.)/i.test(address);
}
