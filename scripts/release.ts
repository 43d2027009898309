import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { build } from "./build.ts";
import { releaseChanges } from "./lib/changelog.ts";
import { ROOT } from "./lib/paths.ts";
import { mustRun } from "./lib/run-command.ts";

/*
 * Makes a release: checks everything, gives both packages the next version, and packs
 * them into `release/`. What is pushed then is published by .github/workflows/release.yml.
 */

const CHANGELOG = join(ROOT, "CHANGELOG.md");
const [step = ""] = process.argv.slice(2);

try {
  await release();
} catch (error) {
  console.error(`There is no release. ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

async function release(): Promise<void> {
  if (!/^(patch|minor|major|\d+\.\d+\.\d+)$/.test(step))
    throw new Error("Write: npm run release -- patch | minor | major | <version>");
  if (git("status", "--porcelain") !== "") throw new Error("Commit what has changed first.");
  const changelog = readFileSync(CHANGELOG, "utf8");
  const today = new Date().toISOString().slice(0, 10);
  // First, because it fails quickly, and the checks take minutes.
  releaseChanges(changelog, "0.0.0", today);
  await mustRun("npm", ["run", "--silent", "check"]);

  const everywhere = ["--workspaces", "--include-workspace-root", "--no-git-tag-version"];
  await mustRun("npm", ["version", step, ...everywhere]);
  const { version } = JSON.parse(readFileSync(join(ROOT, "server/package.json"), "utf8")) as {
    version: string;
  };
  writeFileSync(CHANGELOG, releaseChanges(changelog, version, today));
  await build();
  mkdirSync(join(ROOT, "release"), { recursive: true });
  await mustRun("npm", ["pack", "-w", "server", "-w", "widget", "--pack-destination", "release"]);
  git("commit", "--all", "--message", `release: ${version}`);
  git("tag", `v${version}`);
  console.log(
    `${version} is in release/, committed and tagged. \`git push --follow-tags\` publishes it.`,
  );
}

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" }).trim();
}
