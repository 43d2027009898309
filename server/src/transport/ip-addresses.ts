import { isIPv4, isIPv6 } from "node:net";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** How a socket that listens to both kinds writes an IPv4 address. */
const MAPPED = "::ffff:";

/**
 * Parses an address as proxies write it: with a port, in brackets or quotes, with a zone, or as
 * IPv4 inside IPv6; undefined if it is invalid.
 */
export function parseAddress(text: string): Address | undefined {
  const bare = text.trim().replace(/^"(.*)"$/, "$1");
  const [, bracketed] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(bare) ?? [];
  // Azure appends a port to IPv4 addresses.
  const [, withPort] = /^(\d[\d.]*):\d{1,5}$/.exec(bare) ?? [];
  const [plain = ""] = (bracketed ?? withPort ?? bare).split("%", 1);
  // Every connection has an address, most of them this one: the library takes five times as long.
  const inside = plain.startsWith(MAPPED) ? plain.slice(MAPPED.length) : plain;
  if (isIPv4(inside)) return new ipaddr.IPv4(inside.split(".").map(Number));
  // The library accepts more forms, such as octal numbers, which no proxy sends.
  return isIPv6(plain) ? ipaddr.process(plain) : undefined;
}

/**
 * The key for an address: the /64 network of IPv6, which one subscriber usually has as a whole; the
 * address of IPv4.
 */
export function networkOf(address: Address): string {
  if (address.kind() === "ipv4") return address.toString();
  const groups = (address as ipaddr.IPv6).parts.slice(0, 4);
  return `${groups.map((group) => group.toString(16)).join(":")}::`;
}

/** A set of address ranges, as CIDRs or single addresses. */
export class AddressRanges {
  readonly #ranges: readonly [Address, number][];

  constructor(ranges: readonly string[]) {
    this.#ranges = ranges.map((range) => {
      if (range.includes("/")) return ipaddr.parseCIDR(range);
      const address = ipaddr.process(range);
      return [address, address.kind() === "ipv4" ? 32 : 128];
    });
  }

  has(address: Address): boolean {
    return this.#ranges.some(
      ([range, bits]) =>
        range.kind() === address.kind() &&
        // Both are of one kind, which the library's types do not express.
        (address as ipaddr.IPv4).match(range as ipaddr.IPv4, bits),
    );
  }
}
