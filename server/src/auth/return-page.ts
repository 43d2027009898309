const MAX_CHARS = 1_500;

/**
 * The page that a sign-in returns to, without its fragment; undefined unless it is a page of that
 * origin, in the form that browsers use. (SPEC SI1)
 */
export function parseReturnPage(raw: unknown, origin: string): string | undefined {
  if (typeof raw !== "string" || raw.length > MAX_CHARS || !URL.canParse(raw)) return undefined;
  const url = new URL(raw);
  url.hash = "";
  const isPage = url.protocol !== "blob:" && url.username === "" && url.password === "";
  return isPage && originOf(url.href) === origin ? url.href : undefined;
}

/**
 * The origin of an address; apps have origins that are no web pages, like `capacitor://localhost`.
 */
export function originOf(address: string): string {
  const { origin, protocol, host } = new URL(address);
  return origin === "null" ? `${protocol}//${host}` : origin;
}
