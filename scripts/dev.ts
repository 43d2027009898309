import { createServer as createHttpServer } from "node:http";
import { join } from "node:path";
import { chdir } from "node:process";

import { createServer } from "vite";

import { optionsFromEnvironment } from "../server/src/options.ts";
import { readEnvFiles } from "../server/src/read-env-files.ts";
import { listen } from "../server/src/transport/http-server.ts";
import { freePort } from "../tests/support/free-port.ts";
import { ROOT } from "./lib/paths.ts";
import { watchChatServer } from "./lib/watch-chat-server.ts";
import { widgetFromSource } from "./lib/widget-from-source.ts";

/*
 * Everything from source, with reload, at the address of `npm start`: Vite serves the demo, the
 * sign-in page, the studio and the widget, and proxies other requests to the chat server.
 */
try {
  await startDevelopment();
} catch (error) {
  console.error(
    `live-chat cannot start. ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exit(1);
}

async function startDevelopment(): Promise<void> {
  chdir(ROOT);
  const options = optionsFromEnvironment({ ...readEnvFiles(ROOT), ...process.env }, process.env);
  const http = createHttpServer();
  // Before starting the chat server, so that it is not left running if the port is in use.
  const port = await listen(http, options.port, "127.0.0.1");
  const chatPort = await freePort();
  const chat = `http://127.0.0.1:${chatPort}`;
  const signIn = await servePage("sign-in");
  const studio = await servePage("studio");
  const pages = await createServer({
    configFile: join(ROOT, "demo/vite.config.ts"),
    plugins: [widgetFromSource()],
    server: {
      middlewareMode: { server: http },
      hmr: { server: http },
      fs: { allow: [ROOT] },
      proxy: {
        "/socket.io": { target: chat, ws: true },
        "/api": { target: chat },
        "/sign-in": {
          target: signIn,
          rewrite: (path) => path.replace(/^\/sign-in(?=\?|$)/, "/sign-in/"),
        },
        // Every stream has the same page, which Vite falls back to.
        "^/studio([/?]|$)": {
          target: studio,
          rewrite: (path) => path.replace(/^\/studio(?=\?|$)/, "/studio/"),
        },
        "/v/": { target: chat },
        "^/((embed|overlay)/|oembed([?]|$))": { target: chat },
        "/healthz": { target: chat },
        "/readyz": { target: chat },
      },
    },
  });
  http.on("request", pages.middlewares);
  watchChatServer({
    CHAT_PUBLIC_URL: options.publicUrl ?? `http://localhost:${port}`,
    CHAT_SERVER_PORT: String(chatPort),
  });
}

/** Serves the sources of a page on a port of their own, and returns its address. */
async function servePage(name: "sign-in" | "studio"): Promise<string> {
  const page = await createServer({
    configFile: join(ROOT, `pages/${name}/vite.config.ts`),
    server: { host: "127.0.0.1", port: await freePort(), hmr: false, fs: { allow: [ROOT] } },
  });
  await page.listen();
  return `http://127.0.0.1:${page.config.server.port}`;
}
