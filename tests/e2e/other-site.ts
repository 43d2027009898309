import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Somebody else's web site, on an origin of its own. */
export interface OtherSite {
  origin: string;
  close(): Promise<void>;
}

/** The page of many a site that passes everybody on to where the query says, method and all. */
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
