import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/**
 * Reads an address as proxies write it: with a port, in brackets or quotes, with a zone, or
 * as an IPv4 address inside an IPv6 one; undefined if it is none.
 */
export function parseAddress(text: string): Address | undefined {
  const bare = text.trim().replace(/^"(.*)"$/, "$1");
  const [, bracketed] = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(bare) ?? [];
  // Azure writes a port behind IPv4 addresses.
  const [, withPort] = /^(\d[\d.]*):\d{1,5}$/.exec(bare) ?? [];
  const [plain = ""] = (bracketed ?? withPort ?? bare).split("%", 1);
  // What the library reads beyond this, like octal numbers, no proxy writes.
  return isIP(plain) === 0 ? undefined : ipaddr.process(plain);
}

/**
 * What stands for whoever has an address: of IPv6 the network of 64 bits, for whoever has
 * one address there has them all; of IPv4 the address.
 */
export function networkOf(address: Address): string {
  if (address.kind() === "ipv4") return address.toString();
  const groups = (address as ipaddr.IPv6).parts.slice(0, 4);
  return `${groups.map((group) => group.toString(16)).join(":")}::`;
}

/** Ranges of addresses, as CIDRs or single ones. */
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
        // Of one kind, which the library's types do not know.
        (address as ipaddr.IPv4).match(range as ipaddr.IPv4, bits),
    );
  }
}
