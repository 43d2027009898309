import { spawn, type ChildProcess } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { onTestFinished } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";
import { endWithParent } from "./end-with-parent.ts";
import { findProgram } from "./find-program.js";
import { freePort } from "./free-port.ts";
import { makeCertificate } from "./certificate.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A reverse proxy as deploy/ sets it up, on loopback. */
export interface ReverseProxy {
  /** Its https URL, with a host name of its certificate. */
  url: string;
  /** Its http URL, which redirects to https. */
  plainUrl: string;
  /** What its certificate is signed by. */
  ca: string;
}

export type StartProxy = (upstreams: readonly number[]) => Promise<ReverseProxy>;

export const findNginx = (): string | undefined => findProgram("nginx", "/usr/sbin/nginx");
export const findCaddy = (): string | undefined => findProgram("caddy", "/usr/bin/caddy");

/** Starts a proxy that has a shop at the root, and a chat server under `/chat/`. */
export type StartPathProxy = (chat: number, shop: number) => Promise<ReverseProxy>;

/** Runs deploy/nginx.conf. */
export const startNginx: StartProxy = (upstreams) =>
  startNginxWith("deploy/nginx.conf", "chat.example.com", upstreams, []);

/** Runs deploy/nginx-path.conf. */
export const startPathNginx: StartPathProxy = (chat, shop) =>
  startNginxWith(
    "deploy/nginx-path.conf",
    "shop.example",
    [chat],
    [["127.0.0.1:8080;", `127.0.0.1:${shop};`]],
  );

/** Runs a file with this machine's ports and names in place of its own. */
async function startNginxWith(
  path: string,
  name: string,
  upstreams: readonly number[],
  words: readonly (readonly [string, string])[],
): Promise<ReverseProxy> {
  const dir = temporaryFolder();
  // Its workers are somebody else when it is started as root.
  chmodSync(dir, 0o755);
  const { certificate, certificatePath, keyPath } = makeCertificate(dir);
  const [port, plainPort] = await twoPorts();
  const site = adapt(path, [
    ...words,
    ["    listen [::]:80;\n", ""],
    ["    listen [::]:443 ssl http2;\n", ""],
    ["listen 80;", `listen 127.0.0.1:${plainPort};`],
    ["listen 443 ssl", `listen 127.0.0.1:${port} ssl`],
    [`/etc/letsencrypt/live/${name}/fullchain.pem`, certificatePath],
    [`/etc/letsencrypt/live/${name}/privkey.pem`, keyPath],
    [`server_name ${name};`, "server_name localhost;"],
    ["127.0.0.1:3001 ", `127.0.0.1:${upstreams[0]} `],
    ...(upstreams[1]
      ? ([["# server 127.0.0.1:3002 ", `server 127.0.0.1:${upstreams[1]} `]] as const)
      : []),
  ]);
  await runNginx(dir, site);
  return {
    url: `https://localhost:${port}`,
    plainUrl: `http://localhost:${plainPort}`,
    ca: certificate,
  };
}

/** Runs nginx with no more than `proxy_pass`, which does not let WebSockets through. Gives its address. */
export async function startPlainNginx(upstream: number): Promise<string> {
  const dir = temporaryFolder();
  chmodSync(dir, 0o755);
  const port = await freePort();
  await runNginx(
    dir,
    `server { listen 127.0.0.1:${port}; location / { proxy_pass http://127.0.0.1:${upstream}; } }`,
  );
  return `http://127.0.0.1:${port}`;
}

async function runNginx(dir: string, site: string): Promise<void> {
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${dir}/${name};`)
    .join("\n  ");
  const config = join(dir, "nginx.conf");
  writeFileSync(
    config,
    `daemon off;\npid ${dir}/nginx.pid;\nerror_log stderr notice;\nevents {}\n` +
      `http {\n  access_log off;\n  ${folders}\n${site}}\n`,
  );
  await started("nginx", findNginx(), ["-p", dir, "-c", config, "-e", "stderr"], ["start worker"]);
}

/** Runs deploy/Caddyfile. */
export const startCaddy: StartProxy = (upstreams) =>
  startCaddyWith("deploy/Caddyfile", {
    UPSTREAM: upstreams.map((upstream) => `127.0.0.1:${upstream}`).join(" "),
  });

/** Runs deploy/Caddyfile-path. */
export const startPathCaddy: StartPathProxy = (chat, shop) =>
  startCaddyWith("deploy/Caddyfile-path", {
    UPSTREAM: `127.0.0.1:${chat}`,
    SHOP: `127.0.0.1:${shop}`,
  });

/** Runs a file with a certificate of Caddy's own making. */
async function startCaddyWith(path: string, env: Record<string, string>): Promise<ReverseProxy> {
  const dir = temporaryFolder();
  const [port, plainPort] = await twoPorts();
  const config = join(dir, "Caddyfile");
  writeFileSync(
    config,
    `{\n\tadmin off\n\tskip_install_trust\n\tlocal_certs\n\thttp_port ${plainPort}\n\thttps_port ${port}\n}\n` +
      `import ${ROOT}/${path}\n`,
  );
  await started(
    "caddy",
    findCaddy(),
    ["run", "--config", config],
    ["serving initial", "certificate obtained"],
    {
      DOMAIN: "localhost",
      ...env,
      XDG_DATA_HOME: dir,
      XDG_CONFIG_HOME: dir,
      HOME: dir,
    },
    // On SIGTERM it would wait for open requests, such as long polls.
    "SIGQUIT",
  );
  const ca = readFileSync(join(dir, "caddy/pki/authorities/local/root.crt"), "utf8");
  // It reports the certificate a moment before it uses it.
  for (const start = performance.now(); !(await canGreet(port, ca));)
    if (performance.now() - start > 60_000) throw new Error("Caddy shows no certificate");
  return { url: `https://localhost:${port}`, plainUrl: `http://localhost:${plainPort}`, ca };
}

/** A file of the project with some words replaced, each of which must be there. */
export function adapt(path: string, words: readonly (readonly [string, string])[]): string {
  return words.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`${path} has no longer: ${from}`);
      return text.replaceAll(from, to);
    },
    readFileSync(join(ROOT, path), "utf8"),
  );
}

/** Whether somebody on a port of this machine can prove to be localhost. */
function canGreet(port: number, ca: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, servername: "localhost", ca });
    socket.once("secureConnect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("secureConnect", () => socket.destroy());
  });
}

async function twoPorts(): Promise<readonly [number, number]> {
  return [await freePort(), await freePort()];
}

/** Starts a program and waits until it says that it is up. It ends with the test. */
function started(
  name: string,
  program: string | undefined,
  args: readonly string[],
  upWhen: readonly string[],
  env: Record<string, string> = {},
  endBy: NodeJS.Signals = "SIGTERM",
): Promise<ChildProcess> {
  if (!program) throw new Error(`${name} is not installed. On Debian: apt-get install -y ${name}`);
  const child = spawn(...endWithParent(program, args, endBy), {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  onTestFinished(async () => {
    child.kill(endBy);
    await ended;
  });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = (said + text).slice(-8_000);
      if (upWhen.every((words) => said.includes(words))) resolve(child);
    });
    void ended.then(() => reject(new Error(`${name} ended: ${said}`)));
  });
}
