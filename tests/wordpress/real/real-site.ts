import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ROOT } from "../../../scripts/lib/paths.ts";
import { endWithParent } from "../../support/end-with-parent.ts";
import { freePort } from "../../support/free-port.ts";
import { findNginx } from "../../support/proxies.ts";
import { removeFolder } from "../../support/remove-folder.ts";
import { findPhp } from "../../support/wordpress.ts";
import { findMariaDb, findPhpFpm, WORDPRESS } from "../../support/wordpress-programs.ts";

/** A whole WordPress with the plugin, behind an nginx that caches every page for everybody. */
export interface RealSite {
  origin: string;
  password: string;
  version: string;
  /** What PHP has warned of in the plugin. */
  warnings(): string[];
  close(): Promise<void>;
}

export interface Person {
  display_name: string;
  role: string;
  locale?: string;
}

/** Nobody else's database and PHP run as root; Debian brings these users. */
const isRoot = process.getuid?.() === 0;
const TROUBLE_CHARS = 4_000;

/** Starts a database, PHP and nginx on loopback in a folder of their own, and installs WordPress. */
export async function openRealSite(people: Readonly<Record<string, Person>>): Promise<RealSite> {
  const dir = mkdtempSync(join(tmpdir(), "live-chat-wp-"));
  chmodSync(dir, 0o755);
  const running: ChildProcess[] = [];
  const close = async () => {
    for (const child of running.toReversed()) await end(child);
    removeFolder(dir);
  };
  try {
    const port = await freePort();
    const origin = `http://localhost:${port}`;
    running.push(await startDatabase(dir));
    layOut(dir, origin);
    const password = randomBytes(12).toString("hex");
    const version = install(dir, { host: `localhost:${port}`, password, people });
    running.push(await startPhp(dir));
    running.push(await startNginx(dir, port));
    const warnings = () =>
      readFileSync(join(dir, "log/debug.log"), "utf8")
        .split("\n")
        .filter((line) => line.includes("plugins/live-chat"));
    return { origin, password, version, warnings, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function startDatabase(dir: string): Promise<ChildProcess> {
  const data = join(dir, "data");
  mkdirSync(data);
  const socket = join(dir, "db.sock");
  const user = isRoot ? ["--user=mysql"] : [];
  if (isRoot) execFileSync("chown", ["mysql", data, dir]);
  const setUp = ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal"];
  execFileSync("mariadb-install-db", [...setUp, "--skip-test-db", ...user], { stdio: "pipe" });
  const child = await start(
    findMariaDb()!,
    [
      ...["--no-defaults", `--datadir=${data}`, `--socket=${socket}`, `--pid-file=${dir}/db.pid`],
      ...["--skip-networking", "--innodb-flush-log-at-trx-commit=0", ...user],
    ],
    socket,
  );
  const sql = "create database wordpress character set utf8mb4";
  execFileSync("mariadb", ["--no-defaults", `--socket=${socket}`, "-u", "root", "-e", sql]);
  return child;
}

/** Debian's files with a configuration, a theme and the plugin of our own. */
function layOut(dir: string, origin: string): void {
  const [site, log] = [join(dir, "site"), join(dir, "log")];
  mkdirSync(log);
  writeFileSync(join(log, "debug.log"), "");
  if (isRoot) execFileSync("chown", ["-R", "www-data", log]);
  cpSync(WORDPRESS, site, { recursive: true, dereference: true });
  const keys = ["AUTH", "SECURE_AUTH", "LOGGED_IN", "NONCE"].flatMap((name) => [
    `define( '${name}_KEY', '${randomBytes(32).toString("hex")}' );`,
    `define( '${name}_SALT', '${randomBytes(32).toString("hex")}' );`,
  ]);
  writeFileSync(
    join(site, "wp-config.php"),
    [
      "<?php",
      "define( 'DB_NAME', 'wordpress' ); define( 'DB_USER', 'root' ); define( 'DB_PASSWORD', '' );",
      `define( 'DB_HOST', 'localhost:${dir}/db.sock' ); define( 'DB_CHARSET', 'utf8mb4' );`,
      ...keys,
      `define( 'WP_HOME', '${origin}' ); define( 'WP_SITEURL', '${origin}' );`,
      "define( 'WP_HTTP_BLOCK_EXTERNAL', true ); define( 'DISABLE_WP_CRON', true );",
      `define( 'WP_DEBUG', true ); define( 'WP_DEBUG_DISPLAY', false ); define( 'WP_DEBUG_LOG', '${join(dir, "log/debug.log")}' );`,
      "$table_prefix = 'wp_';",
      "if ( ! defined( 'ABSPATH' ) ) { define( 'ABSPATH', __DIR__ . '/' ); }",
      "require_once ABSPATH . 'wp-settings.php';",
    ].join("\n"),
  );
  const theme = join(site, "wp-content/themes/plain");
  mkdirSync(theme, { recursive: true });
  writeFileSync(join(theme, "style.css"), "/* Theme Name: Plain */");
  writeFileSync(
    join(theme, "index.php"),
    "<!doctype html><html lang='en'><head><meta charset='utf-8'><link rel='icon' href='data:,'>" +
      "<?php wp_head(); ?></head><body><?php while ( have_posts() ) { the_post(); the_content(); } " +
      "wp_footer(); ?></body></html>",
  );
  cpSync(join(ROOT, "docs/wordpress"), join(site, "wp-content/plugins/live-chat"), {
    recursive: true,
  });
}

function install(dir: string, asked: object): string {
  const answer = execFileSync(findPhp()!, [join(import.meta.dirname, "install.php")], {
    input: JSON.stringify({ folder: join(dir, "site"), ...asked }),
    encoding: "utf8",
  });
  const version = /installed WordPress (\S+)/.exec(answer)?.[1];
  if (!version) throw new Error(`WordPress was not installed: ${answer.slice(-TROUBLE_CHARS)}`);
  return version;
}

function startPhp(dir: string): Promise<ChildProcess> {
  const config = join(dir, "php-fpm.conf");
  const socket = join(dir, "php.sock");
  const user = isRoot ? "user = www-data\ngroup = www-data\nlisten.owner = www-data\n" : "";
  writeFileSync(
    config,
    `[global]\nerror_log = ${dir}/php.log\ndaemonize = no\n[site]\nlisten = ${socket}\n${user}` +
      "pm = static\npm.max_children = 3\n",
  );
  return start(findPhpFpm()!, ["-y", config], socket);
}

/**
 * The worst cache that a site can be behind: it keeps every page for everybody, whoever asked for
 * it first, whatever cookies come and go and whatever WordPress says of keeping it.
 */
function startNginx(dir: string, port: number): Promise<ChildProcess> {
  const config = join(dir, "nginx.conf");
  const folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((name) => `${name}_temp_path ${dir}/${name};`)
    .join("\n  ");
  writeFileSync(
    config,
    `daemon off;\n${isRoot ? "user www-data;\n" : ""}pid ${dir}/nginx.pid;\nevents {}
http {
  access_log off;
  include /etc/nginx/mime.types;
  ${folders}
  fastcgi_cache_path ${dir}/cache keys_zone=pages:1m;
  map $uri $is_log_in { default 0; ~^/wp-(admin|login) 1; }
  server {
    listen 127.0.0.1:${port};
    root ${dir}/site;
    index index.php;
    location / { try_files $uri $uri/ /index.php?$args; }
    location ~ \\.php$ {
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;
      fastcgi_param HTTP_HOST $http_host;
      fastcgi_pass unix:${dir}/php.sock;
      fastcgi_cache pages;
      fastcgi_cache_key $request_uri;
      fastcgi_cache_valid any 10m;
      fastcgi_ignore_headers Cache-Control Expires Set-Cookie Vary;
      fastcgi_cache_bypass $is_log_in;
      fastcgi_no_cache $is_log_in;
      add_header X-Cache $upstream_cache_status always;
    }
  }
}\n`,
  );
  return start(findNginx()!, ["-p", dir, "-c", config, "-e", `${dir}/nginx.log`], port);
}

/** Starts a program and waits until it listens. */
async function start(
  program: string,
  args: readonly string[],
  listensAt: string | number,
): Promise<ChildProcess> {
  const child = spawn(...endWithParent(program, args), {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-TROUBLE_CHARS);
  });
  while (!(await canConnect(listensAt)))
    if (child.exitCode !== null) throw new Error(`${program} ended: ${said}`);
  return child;
}

function canConnect(at: string | number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = typeof at === "number" ? connect(at, "127.0.0.1") : connect(at);
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}
