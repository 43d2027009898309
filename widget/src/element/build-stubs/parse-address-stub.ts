/**
 * Replaces engine.io-client's parser of addresses in the script files: every browser has one. It
 * names the parts that the library reads.
 */
export function parse(address: string) {
  const { protocol, hostname, port, search } = new URL(address);
  return {
    protocol: protocol.slice(0, -1),
    // The library adds the brackets of IPv6 itself.
    host: hostname.replace(/^\[|\]$/g, ""),
    port,
    query: search.slice(1),
  };
}
