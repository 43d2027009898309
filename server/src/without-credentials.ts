/** An address as it may stand in a log: whoever signs in there, and with what, is left out. */
export function withoutCredentials(address: string): string {
  return address
    .replace(/\/\/.*@/, "//…@")
    .replace(/([?&][^=&]*(?:pass|token|secret|key)[^=&]*=)[^&]*/gi, "$1…");
}
