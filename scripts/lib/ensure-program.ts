import { existsSync } from "node:fs";

import { findChromium } from "../../tests/support/chromium.js";
import { findFirefox } from "../../tests/support/firefox.js";
import { findProgram } from "../../tests/support/find-program.js";
import { findPostgres } from "../../tests/support/postgres.ts";
import { findMiniBrowser, findWebKitDriver, findXvfb } from "../../tests/support/webkit.js";
import { findCaddy, findNginx } from "../../tests/support/proxies.ts";
import { findPhp } from "../../tests/support/wordpress.ts";
import { findRedis } from "../../tests/support/redis.ts";
import { mustRun } from "./run-command.ts";

interface Program {
  name: string;
  find: () => string | undefined;
  debianPackage: string;
  /** What a person does where nothing can be installed for them. */
  remedy: string;
}

const CHROMIUM: Program = {
  name: "Chromium",
  find: findChromium,
  debianPackage: "chromium",
  remedy:
    "Run `npx playwright install chromium`, or install your system's chromium or google-chrome.",
};

const POSTGRES: Program = {
  name: "Postgres",
  find: findPostgres,
  debianPackage: "postgresql",
  remedy: "Install your system's postgresql server; the tests start one of their own from it.",
};

const FIREFOX: Program = {
  name: "Firefox",
  find: findFirefox,
  debianPackage: "firefox-esr",
  remedy: "Install your system's Firefox.",
};

const WEBKIT: Program = {
  name: "WebKitGTK",
  find: () => findWebKitDriver() && findMiniBrowser(),
  debianPackage: "webkit2gtk-driver",
  remedy: "Install your system's WebKitGTK with its WebKitWebDriver and MiniBrowser.",
};

const XVFB: Program = {
  name: "Xvfb",
  find: findXvfb,
  debianPackage: "xvfb",
  remedy: "Install your system's Xvfb: WebKitGTK needs a screen.",
};

const REDIS: Program = {
  name: "Redis",
  find: findRedis,
  debianPackage: "redis-server",
  remedy: "Install your system's redis server; the tests start their own from it.",
};

const PHP: Program = {
  name: "PHP",
  find: findPhp,
  debianPackage: "php-cli",
  remedy: "Install your system's PHP for the command line; the WordPress plugin is run by it.",
};

const NGINX: Program = {
  name: "nginx",
  find: findNginx,
  debianPackage: "nginx",
  remedy: "Install your system's nginx; the tests start it with the settings in deploy/.",
};

const CADDY: Program = {
  name: "Caddy",
  find: findCaddy,
  debianPackage: "caddy",
  remedy: "Install your system's Caddy; the tests start it with the settings in deploy/.",
};

const SYSTEMD: Program = {
  name: "systemd-analyze",
  find: () => findProgram("systemd-analyze"),
  debianPackage: "systemd",
  remedy: "Run the tests on a Linux with systemd; they check the unit in deploy/.",
};

export const ensureChromium = (): Promise<void> => ensure(CHROMIUM);
export const ensureFirefox = (): Promise<void> => ensure(FIREFOX);
export const ensurePhp = (): Promise<void> => ensure(PHP);
export const ensurePostgres = (): Promise<void> => ensure(POSTGRES);
export const ensureRedis = (): Promise<void> => ensure(REDIS);

/** What the files in deploy/ are for. */
export async function ensureDeployment(): Promise<void> {
  for (const program of [NGINX, CADDY, SYSTEMD]) await ensure(program);
}

export async function ensureWebKit(): Promise<void> {
  await ensure(WEBKIT);
  await ensure(XVFB);
}

/** Finds a program or, as root on Debian, installs it; says what it does. */
async function ensure({ name, find, debianPackage, remedy }: Program): Promise<void> {
  if (!find() && canUseApt()) {
    console.log(`No ${name} found: installing Debian's (apt-get install ${debianPackage}) …`);
    await mustRun("apt-get", ["update", "-qq"]);
    await mustRun("apt-get", ["install", "-y", "-qq", "--no-install-recommends", debianPackage]);
  }
  const found = find();
  if (!found) throw new Error(`No ${name} was found. ${remedy} Then run the tests again.`);
  console.log(`${name}: ${found}`);
}

function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}
