import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chdir, loadEnvFile } from "node:process";

import { createServer } from "vite";

import { freePort } from "./workshop/free-port.ts";
import { ROOT } from "./workshop/paths.ts";
import { widgetFromSource } from "./workshop/widget-from-source.ts";

/*
 * Everything from source, with reload, at the address that `npm start` has:
 * Vite serves the demo and the widget and passes the rest on to the chat server.
 */
chdir(ROOT);
// As the server reads them: what is set already wins, then .env.local, then .env.
for (const file of [".env.local", ".env"]) if (existsSync(file)) loadEnvFile(file);
const publicPort = Number(process.env["CHAT_SERVER_PORT"] ?? 3001);
const chatPort = await freePort();

const chatServer = spawn(
  process.execPath,
  ["--watch", "--watch-preserve-output", "--conditions=live-chat-source", "server/src/cli.ts"],
  {
    stdio: "inherit",
    env: {
      CHAT_PUBLIC_URL: `http://localhost:${publicPort}`,
      ...process.env,
      CHAT_SERVER_PORT: String(chatPort),
    },
  },
);

const chat = `http://127.0.0.1:${chatPort}`;
const pages = await createServer({
  configFile: join(ROOT, "demo/vite.config.ts"),
  plugins: [widgetFromSource()],
  server: {
    port: publicPort,
    strictPort: true,
    fs: { allow: [ROOT] },
    proxy: {
      "/socket.io": { target: chat, ws: true },
      "/api": { target: chat },
      "/healthz": { target: chat },
      "/readyz": { target: chat },
    },
  },
});
await pages.listen();

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => chatServer.kill(signal));
}
chatServer.once("exit", (code) => {
  void pages.close().then(() => process.exit(code ?? 0));
});
