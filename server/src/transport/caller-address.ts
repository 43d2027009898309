import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Where a request comes from; undefined where that says nothing of who sends it. */
export type CallerAddress = (request: IncomingMessage) => string | undefined;

/** Proxies are here, where nobody has said so; so is whoever tries a server out. */
const PRIVATE = blockList([
  ...["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16"],
  ...["::1", "fc00::/7", "fe80::/10"],
]);

/**
 * Finds out where requests come from, past the proxies whose word is taken.
 *
 * Of an IPv6 address only its network counts, for whoever has one address there has
 * them all. A private address may be a proxy's that serves everyone: it is nobody's.
 */
export function callerAddress(trustProxy: readonly string[] = []): CallerAddress {
  const trusted = blockList(trustProxy);
  return ({ socket, headers }) => {
    const forwarded = String(headers["x-forwarded-for"] ?? "");
    const hops = [...forwarded.split(",").slice(-16), socket.remoteAddress ?? ""].map((hop) =>
      hop.trim().replace(/^::ffff:(?=\d+\.)/i, ""),
    );
    let address = hops.pop();
    while (address && holds(trusted, address) && hops.length > 0) address = hops.pop();
    if (!address || isIP(address) === 0 || holds(trusted, address)) return undefined;
    return holds(PRIVATE, address) ? undefined : network(address);
  };
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits] = range.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

function holds(list: BlockList, address: string): boolean {
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? "ipv6" : "ipv4");
}

/** The first 64 bits of an IPv6 address; an IPv4 address as it is. */
function network(address: string): string {
  if (isIP(address) === 4) return address;
  const [head = "", tail] = address.toLowerCase().split("%")[0]!.split("::");
  const front = head.split(":").filter(Boolean);
  const back = tail?.split(":").filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(zeros).fill("0"), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::`;
}
