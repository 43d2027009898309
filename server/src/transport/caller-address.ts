import type { IncomingMessage } from "node:http";
import { AddressRanges, networkOf, parseAddress } from "./ip-addresses.ts";

/** The address of a request's caller; undefined if it does not identify the caller. */
export type CallerAddress = (request: IncomingMessage) => string | undefined;

/** Ranges trusted if no proxies are configured: local proxies and local visitors. */
const PRIVATE = new AddressRanges([
  ...["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"],
  ...["::1", "fc00::/7", "fe80::/10"],
]);
/** Only the last hops are from known proxies; the caller may have invented the others. */
const MAX_HOPS = 16;

/**
 * Determines the callers' addresses behind trusted proxies. (SPEC MO4)
 *
 * For IPv6 it returns the network. A private address may belong to a proxy that serves everyone, so
 * it identifies nobody.
 */
export function callerAddress(trustProxy: readonly string[] = []): CallerAddress {
  const trusted = new AddressRanges(trustProxy);
  const determine: CallerAddress = ({ socket, headers }) => {
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
  // Each limit asks, several times in one handshake.
  const known = new WeakMap<IncomingMessage, string | null>();
  return (request) => {
    let address = known.get(request);
    if (address === undefined) {
      address = determine(request) ?? null;
      known.set(request, address);
    }
    return address ?? undefined;
  };
}
