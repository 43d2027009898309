import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

import { findProgram } from "./find-program.js";

const PROGRAM = fileURLToPath(new URL("../wordpress/wordpress.php", import.meta.url));

interface Asked {
  /** A page's text, with shortcodes in it. */
  content?: string;
  /** A block's attributes. */
  block?: Record<string, unknown>;
  /** What an administrator has typed, by the name of the option. */
  save?: Record<string, unknown>;
  /** A settings page to show. */
  page?: string;
  options?: Record<string, unknown>;
  /** What wp-config.php defines as LIVE_CHAT_SECRET. */
  constantSecret?: string;
  /** Who is logged in, by WordPress's cookie. */
  user?: WordPressUser;
  /** A route of the REST interface that is asked, with this in `$_SERVER`. */
  rest?: string;
  server_variables?: Record<string, string>;
  cookies?: Record<string, string>;
  /** Something that happens in WordPress, and what it passes along. */
  hook?: [name: string, ...given: unknown[]];
  locale?: string;
  /** The site's address. */
  home?: string;
  siteRoles?: Record<string, string>;
  /** What the person who looks at it may do. */
  capabilities?: string[];
  /** Whether this WordPress knows script modules, as since 6.5. */
  hasModules?: boolean;
}

/** What WordPress knows of somebody. */
export interface WordPressUser {
  ID: number;
  display_name?: string;
  nickname?: string;
  roles?: string[];
  user_registered?: string;
  /** How long their log-in still holds. */
  seconds?: number;
}

interface Told {
  html: string;
  saved: Record<string, unknown>;
  errors: string[];
  /** What a route of the REST interface answered. */
  answer: { status: number; headers: Record<string, string>; body: Record<string, unknown> };
  routes: Record<string, { methods: string }>;
  cookies: Record<string, { value: string; expires: number; httponly: boolean; samesite: string }>;
  /** Code before a script of the editor. */
  inline: Record<string, string>;
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
