import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Somebody else's web site, on an origin of its own. */
export interface OtherSite {
  origin: string;
  close(): Promise<void>;
}

/** Serves the given pages, by path, from a free port; each with these headers. */
export async function openOtherSite(
  pages: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<OtherSite> {
  const server = createServer((request, response) => {
    const page = pages[new URL(request.url ?? "/", "http://site").pathname];
    const status = page === undefined ? 404 : 200;
    response.writeHead(status, { "content-type": "text/html", ...headers });
    response.end(page);
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
