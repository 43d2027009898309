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
 * Serves the precompressed copy of a file to clients that accept it.
 *
 * A URL with our version in its query never changes its content.
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
    // Their names contain a hash of their content.
    if (isVersioned || (path.startsWith("/live-chat/") && files.has(path)))
      response.set("Cache-Control", `public, max-age=${YEAR_S}, immutable`);
    const copies = ENCODINGS.filter(([, suffix]) => files.has(path + suffix));
    if (!type || copies.length === 0 || !/^(GET|HEAD)$/.test(request.method)) return next();
    response.vary("Accept-Encoding").type(type);
    const copy = copies.find(([encoding]) => request.acceptsEncodings(encoding));
    if (!copy) return next();
    response.set("Content-Encoding", copy[0]);
    // Without a callback, which would call it an error that a visitor left.
    response.sendFile(path + copy[1], { root: folder });
  };
}
