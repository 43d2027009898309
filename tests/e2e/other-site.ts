import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Another web site on its own origin. */
export interface OtherSite {
  origin: string;
  close(): Promise<void>;
}

/**
 * An open redirect, as many sites have one: it redirects to the URL in the query, keeping the
 * method.
 */
const OPEN_REDIRECT = "/go";

/** Serves the given pages, by path, from a free port; each with these headers. */
export async function openOtherSite(
  pages: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<OtherSite> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://site");
    if (pathname === OPEN_REDIRECT)
      return response.writeHead(307, { location: searchParams.get("to") ?? "/" }).end();
    const page = pages[pathname];
    const status = page === undefined ? 404 : 200;
    const type = pathname.endsWith(".js") ? "text/javascript" : "text/html";
    response.writeHead(status, { "content-type": type, ...headers });
    return response.end(page);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
