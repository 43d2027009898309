/**
 * Whether a text is an https URL that people may set for others to follow or load.
 *
 * Printable ASCII only: that is what URL encoding produces, and what every store can keep. No user
 * name before the host, which would make `https://bank.example@evil.example` look like another
 * site.
 */
export function isHttpsAddress(text: string): boolean {
  return /^https:\/\/[^/?#@\\\s]+(?:[/?#][\x21-\x7e]*)?$/.test(text) && /^[\x21-\x7e]*$/.test(text);
}
