import { readdirSync } from "node:fs";
import { extname } from "node:path";
import type { Handler } from "express";

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
};
const ENCODINGS = [
  ["br", ".br"],
  ["gzip", ".gz"],
] as const;
const YEAR_S = 31_536_000;

/**
 * Sends the compressed copy that the build has put beside a file, to whoever takes it.
 *
 * What is asked for with our version in the query never changes under that address.
 */
export function serveCompressed(folder: string, version: string): Handler {
  const files = new Set(
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map(
      (path) => `/${path.replaceAll("\\", "/")}`,
    ),
  );
  return (request, response, next) => {
    const { path } = request;
    const type = TYPES[extname(path)];
    const isVersioned = path.startsWith("/emoji/") && request.url.endsWith(`?${version}`);
    // These have a hash of what is in them in their names.
    if (isVersioned || (path.startsWith("/live-chat/") && files.has(path)))
      response.set("Cache-Control", `public, max-age=${YEAR_S}, immutable`);
    const copies = ENCODINGS.filter(([, suffix]) => files.has(path + suffix));
    if (!type || copies.length === 0 || !/^(GET|HEAD)$/.test(request.method)) return next();
    response.vary("Accept-Encoding").type(type);
    const copy = copies.find(([encoding]) => request.acceptsEncodings(encoding));
    if (!copy) return next();
    response.set("Content-Encoding", copy[0]);
    response.sendFile(path + copy[1], { root: folder }, (error) => error && next(error));
  };
}
