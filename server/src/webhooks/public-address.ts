import {
  lookup as lookupName,
  type LookupAddress,
  type LookupAllOptions,
  type LookupOptions,
} from "node:dns";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** The only part of IPv6 that is assigned to the public internet; the library calls more `unicast`. */
const PUBLIC_IPV6 = ipaddr.parseCIDR("2000::/3") as [ipaddr.IPv6, number];

/** Whether an address is publicly reachable. (SPEC WH5) */
export function isPublicAddress(text: string): boolean {
  // The library accepts more forms, such as octal numbers.
  if (isIP(text) === 0) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  return address.kind() === "ipv4" || (address as ipaddr.IPv6).match(...PUBLIC_IPV6);
}

/** The IP address in a URL without a host name, if it is one. */
export function literalAddress({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[(.*)\]$/, "$1");
  return isIP(bare) === 0 ? undefined : bare;
}

type Answer = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/** Finds all addresses of a name. */
type ResolveName = (
  hostname: string,
  options: LookupAllOptions,
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Resolves a host name to public addresses only. The connection uses the checked address, even if
 * the name changes a moment later. If one of its addresses is not public, all are refused.
 */
export function lookupPublic(
  hostname: string,
  options: LookupOptions,
  answer: Answer,
  resolveName: ResolveName = lookupName,
): void {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error, []);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      return answer(new Error(NOT_ALLOWED), []);
    if (options.all) answer(null, addresses);
    else answer(null, first.address, first.family);
  });
}

export const NOT_ALLOWED =
  "The address is a private one. CHAT_WEBHOOK_PRIVATE=true allows addresses of your own network.";
