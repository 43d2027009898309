import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { runProgram } from "./foreign-program.ts";
import { PACKAGES, packedInto } from "./packed.ts";
import { removeFolder } from "../support/remove-folder.ts";

/** Packs both packages into a folder that goes, with every project made in it, when the run is over. */
export default async function setUp(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "live-chat-packages-"));
  packedInto(folder);
  for (const path of Object.values(PACKAGES))
    await runProgram("npm", ["pack", "--silent", "--pack-destination", folder], path);
  return () => removeFolder(folder);
}
