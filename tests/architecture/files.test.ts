import { basename } from "node:path";

import { expect, test } from "vitest";

import { listProjectFiles, listSourceFiles, readProjectFile } from "./source-files.ts";

const MAX_LINES = 400;
/** Names of catch-all files. */
const CATCH_ALLS = /^(utils?|helpers?|types?|manager|misc|common|shared)\./;
const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/;
/** Home folders and temporary folders of somebody's machine. */
const MACHINE_PATHS =
  /(^|[\s"'`(=:])(\/(home|Users|root|work|private\/tmp|var\/folders)\/[\w.-]+|[A-Z]:\\Users\\)/m;

const files = listSourceFiles();

test(`no source file is longer than ${MAX_LINES} lines`, () => {
  const long = files.filter((path) => readProjectFile(path).split("\n").length - 1 > MAX_LINES);
  expect(long).toEqual([]);
});

test("source files are named in kebab-case, after one idea", () => {
  const names = files.filter((path) => {
    const name = basename(path);
    return !KEBAB_CASE.test(name) || CATCH_ALLS.test(name);
  });
  expect(names).toEqual([]);
});

test("no file names a path of somebody's machine", () => {
  const guilty = listProjectFiles().filter(
    (path) =>
      /\.(ts|tsx|js|json|md|html|css|yml)$/.test(path) && MACHINE_PATHS.test(readProjectFile(path)),
  );
  expect(guilty).toEqual([]);
});
