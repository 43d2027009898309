import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// The same two steps up from src/ and from dist/.

/** The folder with the widget's bundle and the pages, if they were built. */
export function findPublicDir(): string | undefined {
  const dir = fileURLToPath(new URL("../dist/public", import.meta.url));
  return existsSync(dir) ? dir : undefined;
}

/** The version of this package. */
export function packageVersion(): string {
  const file = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(file) as { version: string }).version;
}
