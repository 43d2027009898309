import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { ROOT } from "../../scripts/lib/paths.ts";
import { runProgram } from "./foreign-program.ts";
import { PACKAGES, runFolder, tarballOf } from "./packed.ts";
import { startProgram, type Program } from "./start-program.ts";

interface Manifest {
  name: string;
  dependencies: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** Somebody's project: a folder of its own, with the packed packages installed in it. */
export class Project {
  readonly folder: string;
  readonly #programs: Program[] = [];

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Runs one of the project's scripts until it ends. */
  run(script: string, env: Record<string, string> = {}): Promise<string> {
    return runProgram("npm", ["run", "--silent", script], this.folder, env);
  }

  /** Runs a program of the project's with Node until it ends. */
  node(file: string): Promise<string> {
    return runProgram(process.execPath, [file], this.folder);
  }

  /** Starts one of the project's scripts and resolves once it says where it listens. */
  async serve(script: string, port: number, env: Record<string, string> = {}): Promise<string> {
    const args = ["run", script, "--", "--port", String(port)];
    return this.start("npm", args, new RegExp(`http://localhost:${port}`), env);
  }

  /** Starts a program in the project's folder, and gives what it says of itself. */
  async start(
    command: string,
    args: readonly string[],
    ready: RegExp,
    env: Record<string, string> = {},
  ): Promise<string> {
    const program = await startProgram(command, args, { cwd: this.folder, env, ready });
    this.#programs.push(program);
    return program.said;
  }

  /** Ends what was started in it. */
  async stop(): Promise<void> {
    await Promise.all(this.#programs.splice(0).map((program) => program.stop()));
  }
}

/** Copies an example, pins what a test wants in other versions or in addition, and installs it afresh. */
export async function installExample(
  path: string,
  versions: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const from = join(ROOT, path);
  const folder = mkdtempSync(join(runFolder(), `${basename(path)}-`));
  cpSync(from, folder, { recursive: true, filter: (file) => !isMade(file.slice(from.length)) });
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
  return install(folder, pin(manifest, versions));
}

/** A project of nothing but these packed packages, and others in given versions. */
export function installPackages(
  names: readonly string[],
  others: Readonly<Record<string, string>> = {},
): Promise<Project> {
  const folder = mkdtempSync(join(runFolder(), "project-"));
  const packed = Object.fromEntries(names.map((name) => [name, tarballOf(name)]));
  return install(folder, { name: "project", dependencies: { ...packed, ...others } });
}

async function install(folder: string, manifest: Manifest): Promise<Project> {
  const file = { private: true, type: "module", ...manifest };
  writeFileSync(join(folder, "package.json"), JSON.stringify(file, null, 2));
  await runProgram("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], folder);
  return new Project(folder);
}

/** The manifest with the packed packages, these versions, and what it does not have of them. */
function pin(manifest: Manifest, versions: Readonly<Record<string, string>>): Manifest {
  const pinned = (given: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries(given).map(([name, version]) => [
        name,
        name in PACKAGES ? tarballOf(name) : (versions[name] ?? version),
      ]),
    );
  const devDependencies = pinned(manifest.devDependencies);
  const others = Object.entries(versions).filter(([name]) => !(name in devDependencies));
  return {
    ...manifest,
    dependencies: { ...pinned(manifest.dependencies), ...Object.fromEntries(others) },
    devDependencies,
  };
}

/** What somebody has made in the example's folder is not part of it. */
function isMade(path: string): boolean {
  return /^\/(node_modules|dist|\.next|package-lock\.json|\.env(\.local)?)(\/|$)/.test(path);
}
