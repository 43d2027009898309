/**
 * Whether a text is an https address that people may set for others to follow or load.
 *
 * Printable ASCII alone: what a URL's own encoding leaves, and every store can keep. No user
 * name before its host, which makes `https://bank.example@evil.example` look like another.
 */
export function isHttpsAddress(text: string): boolean {
  return /^https:\/\/[^/?#@\\\s]+(?:[/?#][\x21-\x7e]*)?$/.test(text) && /^[\x21-\x7e]*$/.test(text);
}
