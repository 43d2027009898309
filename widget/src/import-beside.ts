import { scriptUrl } from "./script-server.ts";

let failures = 0;

/**
 * Imports a file that lies beside this one: what `import()` becomes in the one-file builds.
 *
 * Browsers keep in mind that a module did not load, so the next try asks for another address.
 */
export async function importBeside(file: string): Promise<unknown> {
  const url = new URL(file, scriptUrl());
  if (failures > 0) url.search = `${failures}`;
  try {
    return await import(/* @vite-ignore */ url.href);
  } catch (error) {
    failures++;
    throw error;
  }
}
