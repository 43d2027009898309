import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { onTestFinished } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";
import { removeFolder } from "./remove-folder.ts";

/** Runs code as a module of its own, with the project's packages, and returns what it exports. */
export async function runModule<Exports>(code: string): Promise<Exports> {
  const parent = join(ROOT, "node_modules/.cache");
  mkdirSync(parent, { recursive: true });
  const dir = mkdtempSync(join(parent, "live-chat-docs-"));
  onTestFinished(() => removeFolder(dir));
  const path = join(dir, "example.mjs");
  writeFileSync(path, code);
  return (await import(/* @vite-ignore */ pathToFileURL(path).href)) as Exports;
}
