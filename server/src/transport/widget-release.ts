import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The build of the widget that is served, as a page can pin it. (SPEC EM2) */
export interface Release {
  /** The version and a hash of all scripts: another build of the same version has another id. */
  readonly id: string;
  /** Each script's name and hash, in the form of the `integrity` attribute. */
  readonly integrity: ReadonlyMap<string, string>;
  /** Whether a script is still the one that was read: an upgrade replaces it before the restart. */
  readonly isUnchanged: (name: string) => boolean;
}

/** The script files, and the chunks that they load from their folder. */
const SCRIPTS = /^live-chat(\.[a-z-]+|\/[\w-]+)?\.js$/;

/** Reads the widget's scripts in a folder. */
export function readRelease(folder: string, version: string): Release {
  const all = createHash("sha256");
  const integrity = new Map<string, string>();
  const states = new Map<string, string>();
  const stateOf = (name: string): string => {
    const { ino, mtimeMs } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? {};
    return `${ino} ${mtimeMs}`;
  };
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((name) => SCRIPTS.test(name))
    .toSorted()) {
    // Before it is read: what replaces it meanwhile is not what was read.
    states.set(name, stateOf(name));
    const hash = createHash("sha384")
      .update(readFileSync(join(folder, name)))
      .digest("base64");
    integrity.set(name, `sha384-${hash}`);
    all.update(`${name} ${hash}\n`);
  }
  return {
    id: `${version}-${all.digest("hex").slice(0, 10)}`,
    integrity,
    isUnchanged: (name) => stateOf(name) === states.get(name),
  };
}
