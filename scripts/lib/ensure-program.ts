import { existsSync } from "node:fs";

import { findChromium, findTestChromium } from "../../tests/support/chromium.js";
import { findFirefox } from "../../tests/support/firefox.js";
import { findProgram } from "../../tests/support/find-program.js";
import { findPgbouncer } from "../../tests/support/pgbouncer.ts";
import { findPostgres } from "../../tests/support/postgres.ts";
import { findMiniBrowser, findWebKitDriver, findXvfb } from "../../tests/support/webkit.js";
import { findCaddy, findNginx } from "../../tests/support/proxies.ts";
import { findGo, findPython } from "../../tests/support/languages.ts";
import { findMariaDb, findPhpFpm, findWordPress } from "../../tests/support/wordpress-programs.ts";
import { findPhp } from "../../tests/support/wordpress.ts";
import { findRedis } from "../../tests/support/redis.ts";
import { mustRun } from "./run-command.ts";

interface Program {
  name: string;
  find: () => string | undefined;
  debianPackage: string;
  /** What a person can do if nothing can be installed automatically. */
  remedy: string;
  /** Needed by a long form only, and installed on request. */
  isForLongForm?: boolean;
}

/** Programs that the tests need and npm does not install. */
const PROGRAMS = [
  {
    name: "Chromium",
    find: () => findTestChromium() ?? (canUseApt() ? undefined : findChromium()),
    debianPackage: "chromium-headless-shell",
    remedy:
      "Run `npx playwright install chromium`, or install your system's chromium or google-chrome.",
  },
  {
    name: "Firefox",
    find: findFirefox,
    debianPackage: "firefox-esr",
    remedy: "Install your system's Firefox.",
  },
  {
    name: "WebKitGTK",
    find: () => findWebKitDriver() && findMiniBrowser(),
    debianPackage: "webkit2gtk-driver",
    remedy: "Install your system's WebKitGTK with its WebKitWebDriver and MiniBrowser.",
  },
  {
    name: "Xvfb",
    find: findXvfb,
    debianPackage: "xvfb",
    remedy: "Install your system's Xvfb: WebKitGTK needs a screen.",
  },
  {
    name: "Postgres",
    find: findPostgres,
    debianPackage: "postgresql",
    remedy: "Install your system's postgresql server; the tests start one of their own from it.",
  },
  {
    name: "pgbouncer",
    find: findPgbouncer,
    debianPackage: "pgbouncer",
    remedy: "Install your system's pgbouncer; the tests start their own from it.",
  },
  {
    name: "Redis",
    find: findRedis,
    debianPackage: "redis-server",
    remedy: "Install your system's redis server; the tests start their own from it.",
  },
  {
    name: "PHP",
    find: findPhp,
    debianPackage: "php-cli",
    remedy: "Install your system's PHP for the command line; the WordPress plugin is run by it.",
  },
  {
    name: "Python",
    find: findPython,
    debianPackage: "python3",
    remedy: "Install your system's Python 3; a sample of docs/members.md is run by it.",
  },
  {
    name: "Go",
    find: findGo,
    debianPackage: "golang-go",
    remedy: "Install your system's Go; a sample of docs/members.md is run by it.",
    isForLongForm: true,
  },
  {
    name: "WordPress",
    find: findWordPress,
    debianPackage: "wordpress",
    remedy: "Run this on Debian, whose package is looked for in /usr/share/wordpress.",
    isForLongForm: true,
  },
  {
    name: "MariaDB",
    find: findMariaDb,
    debianPackage: "mariadb-server",
    remedy: "Install your system's MariaDB server; WordPress gets a database of its own from it.",
    isForLongForm: true,
  },
  {
    name: "PHP-FPM",
    find: findPhpFpm,
    debianPackage: "php-fpm",
    remedy: "Install your system's PHP-FPM; WordPress is run by it.",
    isForLongForm: true,
  },
  {
    name: "nginx",
    find: findNginx,
    debianPackage: "nginx",
    remedy: "Install your system's nginx; the tests start it with the settings in deploy/.",
  },
  {
    name: "Caddy",
    find: findCaddy,
    debianPackage: "caddy",
    remedy: "Install your system's Caddy; the tests start it with the settings in deploy/.",
  },
  {
    name: "systemd-analyze",
    find: () => findProgram("systemd-analyze"),
    debianPackage: "systemd",
    remedy: "Run the tests on a Linux with systemd; they check the unit in deploy/.",
  },
] as const satisfies readonly Program[];

export type ProgramName = (typeof PROGRAMS)[number]["name"];

/**
 * Finds programs (unless some are named, all but those of long forms). As root on Debian, installs those that are
 * missing, in one go, and says so. Throws with a remedy for each that is still missing.
 */
export async function ensurePrograms(...names: ProgramName[]): Promise<void> {
  const all: readonly (Program & { name: ProgramName })[] = PROGRAMS;
  const wanted = all.filter(({ name, isForLongForm }) =>
    names.length === 0 ? !isForLongForm : names.includes(name),
  );
  const missing = wanted.filter(({ find }) => !find());
  if (missing.length > 0 && canUseApt()) {
    const packages = missing.map(({ debianPackage }) => debianPackage);
    console.log(
      `The tests need ${listOf(missing)}: installing Debian's packages ${packages.join(", ")} …`,
    );
    await mustRun("apt-get", ["update", "-qq"]);
    await mustRun("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages]);
  }
  const absent = wanted.filter(({ find }) => !find());
  if (absent.length === 0) return;
  const remedies = absent.map(({ name, remedy }) => `No ${name} was found. ${remedy}`);
  throw new Error([...remedies, "Then run this again."].join("\n"));
}

function listOf(programs: readonly Program[]): string {
  return programs.map(({ name }) => name).join(", ");
}

function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}
