/** The file that a `sqlite:` URL names; undefined for other URLs. */
export function sqlitePath(url: string): string | undefined {
  if (!url.startsWith("sqlite:")) return undefined;
  // sqlite:///absolute as well as sqlite:/absolute and sqlite:./relative.
  return url.slice("sqlite:".length).replace(/^\/\/(?=\/)/, "");
}
