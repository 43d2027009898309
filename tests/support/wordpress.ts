import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { findProgram } from "./find-program.js";

const PROGRAM = fileURLToPath(new URL("../wordpress/wordpress.php", import.meta.url));

interface Asked {
  /** A page's text, with shortcodes in it. */
  content?: string;
  /** A block's attributes. */
  block?: Record<string, unknown>;
  /** What an administrator has typed for the server's address. */
  server?: unknown;
  /** A settings page to show. */
  page?: string;
  options?: Record<string, string>;
  /** What the person who looks at it may do. */
  capabilities?: string[];
  /** Whether this WordPress knows script modules, as since 6.5. */
  hasModules?: boolean;
}

interface Told {
  html: string;
  server: string;
  errors: string[];
  /** What the page loads, by name. */
  scripts: Record<string, string>;
  registered: Record<string, { src: string; deps: string[] }>;
  blocks: Record<string, { attributes: Record<string, unknown>; editor_script: string }>;
  pages: Record<string, { capability: string }>;
}

/** PHP's command-line program, if one is installed. */
export function findPhp(): string | undefined {
  return findProgram("php");
}

/** Runs the plugin in what it needs of WordPress. */
export function runPlugin(asked: Asked): Told {
  const php = findPhp();
  if (!php) throw new Error("PHP is not installed. On Debian: apt-get install -y php-cli");
  const answer = execFileSync(php, ["-n", "-d", "display_errors=stderr", PROGRAM], {
    input: JSON.stringify(asked),
    encoding: "utf8",
  });
  return JSON.parse(answer) as Told;
}
