import type { IncomingMessage } from "node:http";
import { AddressRanges, networkOf, parseAddress } from "./parse-address.ts";

/** Where a request comes from; undefined where that says nothing of who sends it. */
export type CallerAddress = (request: IncomingMessage) => string | undefined;

/** Proxies are here, where nobody has said so; so is whoever tries a server out. */
const PRIVATE = new AddressRanges([
  ...["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"],
  ...["::1", "fc00::/7", "fe80::/10"],
]);
/** The last of them are of the proxies that we know; what is before was written by anybody. */
const MAX_HOPS = 16;

/**
 * Finds out where requests come from, past the proxies whose word is taken. (SPEC MO4)
 *
 * Of an IPv6 address only its network counts. A private address may be a proxy's that
 * serves everyone: it is nobody's.
 */
export function callerAddress(trustProxy: readonly string[] = []): CallerAddress {
  const trusted = new AddressRanges(trustProxy);
  return ({ socket, headers }) => {
    const forwarded = String(headers["x-forwarded-for"] ?? "")
      .split(",")
      .slice(-MAX_HOPS);
    const hops = [...forwarded.filter((hop) => hop.trim() !== ""), socket.remoteAddress ?? ""];
    for (const hop of hops.reverse()) {
      const address = parseAddress(hop);
      if (!address) return undefined;
      if (trusted.has(address)) continue;
      return PRIVATE.has(address) ? undefined : networkOf(address);
    }
    return undefined;
  };
}
