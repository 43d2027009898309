import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** Every file of the project that git tracks or would track; paths from the root. */
export function listProjectFiles(): string[] {
  const output = execFileSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return output.split("\0").filter((path) => path !== "" && existsSync(join(ROOT, path)));
}

/** The files that people write code in. */
export function listSourceFiles(): string[] {
  return listProjectFiles().filter((path) => /\.(ts|tsx|js)$/.test(path));
}

export function readProjectFile(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}
