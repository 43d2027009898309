import { lookup as lookupName, type LookupAddress, type LookupOptions } from "node:dns";
import { BlockList, isIP } from "node:net";

/** Addresses that are only reachable on this machine or network, or not at all. (SPEC WH5) */
const NOT_PUBLIC = new BlockList();
for (const [address, bits] of [
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
  ] as const),
  ...([
    ["169.254.0.0", 16],
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
  ] as const),
  ...([
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
    ["198.18.0.0", 15],
  ] as const),
  ...([
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 3],
  ] as const),
] as const)
  NOT_PUBLIC.addSubnet(address, bits, "ipv4");
// In IPv6, 2000::/3 is public, except ranges that embed IPv4 addresses or are for documentation.
for (const [address, bits] of [
  ...([
    ["2001::", 23],
    ["2001:db8::", 32],
    ["2002::", 16],
    ["3fff::", 20],
  ] as const),
] as const)
  NOT_PUBLIC.addSubnet(address, bits, "ipv6");
const IPV6_PUBLIC = new BlockList();
IPV6_PUBLIC.addSubnet("2000::", 3, "ipv6");

/** Whether an address is publicly reachable. (SPEC WH5) */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !NOT_PUBLIC.check(address, "ipv4");
  return version === 6 && IPV6_PUBLIC.check(address, "ipv6") && !NOT_PUBLIC.check(address, "ipv6");
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

/**
 * Resolves a host name to public addresses only. The connection uses the checked address, even if
 * the name changes a moment later. If one of its addresses is not public, all are refused.
 */
export function lookupPublic(hostname: string, options: LookupOptions, answer: Answer): void {
  lookupName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error, []);
    const [first] = addresses;
    if (!first || !addresses.every(({ address }) => isPublicAddress(address)))
      return answer(new Error(NOT_ALLOWED), []);
    if (options.all) answer(null, addresses);
    else answer(null, first.address, first.family);
  });
}

export const NOT_ALLOWED =
  "The address is a private one. CHAT_WEBHOOK_PRIVATE=true allows those of one's own network.";
