import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "../../../tests/support/free-port.ts";
import { ON_SERVER_CORE } from "../cores.ts";
import type { Contender, ServerUnderLoad } from "./server-under-load.ts";

const NGINX = "/usr/sbin/nginx";
const NCHAN_MODULE = "/usr/lib/nginx/modules/ngx_nchan_module.so";
const NATS = "/usr/sbin/nats-server";
const START_WITHIN_MS = 5_000;

/** nginx with the nchan module, written in C. */
export const NCHAN: Contender = {
  name: "nginx nchan",
  dialect: "nchan",
  absent: () =>
    existsSync(NGINX) && existsSync(NCHAN_MODULE)
      ? undefined
      : "nginx with nchan is not installed (apt-get install nginx libnginx-mod-nchan)",
  start: () =>
    startNative(
      (port, folder) => `
        load_module ${NCHAN_MODULE};
        daemon off; worker_processes 1; worker_rlimit_nofile 20000;
        pid ${folder}/pid; error_log ${folder}/error.log crit;
        ${process.getuid?.() === 0 ? "user root;" : ""}
        events { worker_connections 18000; }
        http {
          access_log off; nchan_shared_memory_size 256m;
          server {
            listen 127.0.0.1:${port} backlog=4096;
            location = /chat {
              nchan_pubsub websocket; nchan_channel_id live;
              nchan_message_buffer_length 100; nchan_subscriber_first_message newest;
            }
          }
        }`,
      (config) => [NGINX, "-c", config],
    ),
};

/** NATS, written in Go, with its WebSocket listener. */
export const NATS_SERVER: Contender = {
  name: "nats-server",
  dialect: "nats",
  absent: () =>
    existsSync(NATS) ? undefined : "nats-server is not installed (apt-get install nats-server)",
  start: async () => {
    const clients = await freePort();
    return startNative(
      (port) => `
        host: 127.0.0.1, port: ${clients}, max_connections: 20000, logfile: "/dev/null"
        websocket { host: 127.0.0.1, port: ${port}, no_tls: true, compression: false }`,
      (config) => [NATS, "-c", config],
    );
  },
};

async function startNative(
  config: (port: number, folder: string) => string,
  command: (configPath: string) => readonly string[],
): Promise<ServerUnderLoad> {
  const folder = mkdtempSync(join(tmpdir(), "live-chat-bench-"));
  const port = await freePort();
  const path = join(folder, "config");
  writeFileSync(path, config(port, folder));
  const [program, ...args] = [...ON_SERVER_CORE, ...command(path)];
  const child = spawn(program!, args, { stdio: ["ignore", "inherit", "inherit"] });
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await gone;
    rmSync(folder, { recursive: true });
  };
  try {
    await listening(port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, pid: child.pid!, stop };
}

async function listening(port: number): Promise<void> {
  const deadline = performance.now() + START_WITHIN_MS;
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const isUp = await new Promise<boolean>((resolve) =>
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false)),
    );
    socket.destroy();
    if (isUp) return;
    if (performance.now() > deadline) throw new Error(`nothing listens on port ${port}`);
    await pause(20);
  }
}
