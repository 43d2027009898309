import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";

/** The variables of `.env` and `.env.local`, if they exist; the latter takes precedence. */
export function readEnvFiles(dir: string): Record<string, string | undefined> {
  return { ...read(join(dir, ".env")), ...read(join(dir, ".env.local")) };
}

function read(path: string): Record<string, string | undefined> {
  try {
    return parseEnv(readFileSync(path, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new Error(`${path} cannot be read. Correct it or remove it.`, { cause: error });
  }
}
