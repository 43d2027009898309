/** One address has 28,000 ports, and a closed connection keeps its port for a minute. */
const ADDRESSES = 20;

/** An address of this machine for a viewer. */
export function localAddressOf(number: number): string {
  return `127.0.0.${1 + (number % ADDRESSES)}`;
}
