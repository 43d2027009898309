import { existsSync } from "node:fs";

import { findChromium } from "../../tests/support/chromium.js";
import { findPostgres } from "../../tests/support/postgres.ts";
import { mustRun } from "./run-command.ts";

interface Program {
  name: string;
  find: () => string | undefined;
  debianPackage: string;
  /** What a person does where nothing can be installed for them. */
  remedy: string;
}

const CHROMIUM: Program = {
  name: "Chromium",
  find: findChromium,
  debianPackage: "chromium",
  remedy:
    "Run `npx playwright install chromium`, or install your system's chromium or google-chrome.",
};

const POSTGRES: Program = {
  name: "Postgres",
  find: findPostgres,
  debianPackage: "postgresql",
  remedy: "Install your system's postgresql server; the tests start one of their own from it.",
};

export const ensureChromium = (): Promise<void> => ensure(CHROMIUM);
export const ensurePostgres = (): Promise<void> => ensure(POSTGRES);

/** Finds a program or, as root on Debian, installs it; says what it does. */
async function ensure({ name, find, debianPackage, remedy }: Program): Promise<void> {
  if (!find() && canUseApt()) {
    console.log(`No ${name} found: installing Debian's (apt-get install ${debianPackage}) …`);
    await mustRun("apt-get", ["update", "-qq"]);
    await mustRun("apt-get", ["install", "-y", "-qq", "--no-install-recommends", debianPackage]);
  }
  const found = find();
  if (!found) throw new Error(`No ${name} was found. ${remedy} Then run the tests again.`);
  console.log(`${name}: ${found}`);
}

function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}
