import { defaultClientConditions, createServer } from "vite";

import { freePort } from "../../tests/support/free-port.ts";
import { ROOT } from "./paths.ts";

/** Serves the page of all states from source. */
export async function serveGallery(): Promise<{ port: number; close: () => Promise<void> }> {
  const port = await freePort();
  const server = await createServer({
    root: ROOT,
    configFile: false,
    logLevel: "warn",
    resolve: { conditions: ["live-chat-source", ...defaultClientConditions] },
    server: { host: "127.0.0.1", port, hmr: false, watch: null, allowedHosts: true },
  });
  await server.listen();
  return { port, close: () => server.close() };
}
