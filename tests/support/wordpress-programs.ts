import { existsSync, readdirSync } from "node:fs";
import { findProgram } from "./find-program.js";

/* What the trial in a whole WordPress needs besides PHP and nginx. */

/** Where Debian puts WordPress, or another one that is to be tried. */
export const WORDPRESS = process.env["LIVE_CHAT_WORDPRESS"] ?? "/usr/share/wordpress";

export const findWordPress = (): string | undefined =>
  existsSync(`${WORDPRESS}/wp-load.php`) ? WORDPRESS : undefined;

export const findMariaDb = (): string | undefined => findProgram("mariadbd", "/usr/sbin/mariadbd");

/** Its name has a version in it. */
export function findPhpFpm(): string | undefined {
  const names = existsSync("/usr/sbin") ? readdirSync("/usr/sbin") : [];
  const name = names.find((each) => /^php-fpm[\d.]+$/.test(each));
  return name && `/usr/sbin/${name}`;
}
