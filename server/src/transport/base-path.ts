import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;
type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * Serves everything under a path, like `/chat`, whether or not the proxy in front strips it.
 * Handlers see URLs without it; `originalUrl`, which Express uses for redirects, contains it.
 *
 * Call this last: it must be the first listener.
 */
export function serveUnder(http: Server, base: string): void {
  if (base === "") return;
  const requests = http.listeners("request") as OnRequest[];
  http.removeAllListeners("request");
  http.on("request", (request: IncomingMessage, response: ServerResponse) => {
    // Relative URLs on the page would otherwise resolve outside the path.
    if (request.url === base || request.url?.startsWith(`${base}?`)) {
      response.writeHead(301, { location: request.url.replace(base, `${base}/`) });
      return void response.end();
    }
    enter(request, base);
    for (const listener of requests) listener.call(http, request, response);
  });
  const upgrades = http.listeners("upgrade") as OnUpgrade[];
  http.removeAllListeners("upgrade");
  http.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    enter(request, base);
    for (const listener of upgrades) listener.call(http, request, socket, head);
  });
}

/** The path of the server's public URL; empty if it is at the root of its origin. */
export function basePathOf(publicUrl: string | undefined): string {
  return publicUrl === undefined ? "" : new URL(publicUrl).pathname.replace(/\/$/, "");
}

/** A URL without the base path; other URLs are returned unchanged. */
export function withoutBase(url: string, base: string): string {
  return base !== "" && url.startsWith(`${base}/`) ? url.slice(base.length) : url;
}

function enter(request: IncomingMessage, base: string): void {
  const url = withoutBase(request.url ?? "/", base);
  Object.assign(request, { url, originalUrl: `${base}${url}` });
}
