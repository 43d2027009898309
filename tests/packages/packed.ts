import { readdirSync } from "node:fs";
import { join } from "node:path";

import { ROOT } from "../../scripts/lib/paths.ts";

/** What is packed, by name, and its folder in the repository. */
export const PACKAGES: Readonly<Record<string, string>> = {
  "live-chat-element": join(ROOT, "widget"),
  "live-chat-server": join(ROOT, "server"),
};

const FOLDER = "LIVE_CHAT_PACKAGES_FOLDER";

/** Tells the whole run where the packed packages are. */
export function packedInto(folder: string): void {
  process.env[FOLDER] = folder;
}

/** The folder of this run. */
export function runFolder(): string {
  const folder = process.env[FOLDER];
  if (!folder) throw new Error("The packages are not packed: the set-up has not run.");
  return folder;
}

/** The packed package, as npm would have it from the registry. */
export function tarballOf(name: string): string {
  const file = readdirSync(runFolder()).find((file) => file.startsWith(`${name}-`));
  if (!file?.endsWith(".tgz")) throw new Error(`${name} is not packed.`);
  return join(runFolder(), file);
}

/** What an example installs in addition that carries the packed server within. */
export function withServer(): Record<string, string> {
  return { "live-chat-server": tarballOf("live-chat-server") };
}
