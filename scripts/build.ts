import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { bundleCommand } from "./lib/bundle-command.ts";
import { buildWidget } from "./lib/build-widget.ts";
import { compressFiles } from "./lib/compress-files.ts";
import { writeEmojiData } from "./lib/emoji-data.ts";
import { writeElementManifest } from "./lib/element-manifest.ts";
import { fingerprintSources } from "./lib/fingerprint.ts";
import { ROOT } from "./lib/paths.ts";
import { mustRun } from "./lib/run-command.ts";

const PUBLIC = "server/dist/public";
const STAMP = join(ROOT, "server/dist/build-fingerprint");

/** Builds the packages and the pages, from nothing. */
export async function build(): Promise<void> {
  const fingerprint = fingerprintSources();
  for (const name of ["protocol", "server", "widget"]) {
    rmSync(join(ROOT, name, "dist"), { recursive: true, force: true });
  }
  // `--force`: with a build record whose outputs were deleted, tsc would write nothing.
  await mustRun("tsc", ["-b", "--force", "protocol", "server", "widget"]);
  // Packages are published without their workspace, so each carries its own copy of the contract.
  copy("protocol/dist", "server/dist/protocol");
  copy("protocol/dist", "widget/dist/protocol");
  await bundleCommand();
  await buildWidget();
  writeElementManifest(join(ROOT, "widget/dist/custom-elements.json"));
  writeEmojiData(join(ROOT, "widget/dist/cdn/emoji"));
  // The demo first, which empties the folder.
  for (const page of ["demo", "pages/sign-in", "pages/studio"])
    await mustRun("vite", ["build", "--logLevel", "warn", "--config", `${page}/vite.config.ts`]);
  copy("widget/dist/cdn", PUBLIC);
  await packElement(`${PUBLIC}/packages`);
  compressFiles(join(ROOT, PUBLIC));
  writeFileSync(STAMP, fingerprint);
}

/** Builds unless the existing build is from the present sources. */
export async function buildIfStale(): Promise<void> {
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === fingerprintSources()) return;
  console.log("Building the server, the widget and the demo …");
  await build();
}

/** Packs the element's package, which the server serves. (SPEC EM8) */
async function packElement(folder: string): Promise<void> {
  mkdirSync(join(ROOT, folder), { recursive: true });
  await mustRun("npm", ["pack", "-w", "widget", "--silent", "--pack-destination", folder]);
}

function copy(from: string, to: string): void {
  cpSync(join(ROOT, from), join(ROOT, to), { recursive: true });
}

if (import.meta.main) await build();
