// @ts-check
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Finds the first of these programs: names are looked for on the PATH, paths taken as they are.
 *
 * @param {readonly string[]} names
 * @returns {string | undefined}
 */
export function findProgram(...names) {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return names
    .flatMap((name) => (name.startsWith("/") ? name : folders.map((folder) => join(folder, name))))
    .find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
