import { expect, test } from "vitest";

import { findCircles } from "./find-circles.ts";
import { listImports } from "./list-imports.ts";
import { listSourceFiles, readProjectFile } from "./source-files.ts";

/** The folders of the domain. Each may import its own level and those before it. */
const LEVELS: readonly (readonly string[])[] = [
  ["text", "limits", "ports"],
  ["participants"],
  ["streams"],
  ["commit"],
  ["moderation"],
  ["rooms"],
  ["messages", "webhooks", "shows"],
  ["cluster", "requests"],
];

const imports = new Map(
  listSourceFiles()
    .filter((path) => /^(server|protocol)\/src\//.test(path))
    .map((path) => [path, listImports(path, readProjectFile(path))]),
);

function levelOf(path: string): number | undefined {
  const folder = /^server\/src\/chat\/([^/]+)\//.exec(path)?.[1];
  const level = LEVELS.findIndex((folders) => folder !== undefined && folders.includes(folder));
  return level < 0 ? undefined : level;
}

test("every file of the domain is in a folder that has a level", () => {
  const guilty = [...imports.keys()].filter(
    (path) => path.startsWith("server/src/chat/") && levelOf(path) === undefined,
  );
  expect(guilty).toEqual([]);
});

test("in the domain, imports lead to the same level or down, types too", () => {
  const guilty = [...imports].flatMap(([path, targets]) => {
    const level = levelOf(path);
    if (level === undefined) return [];
    return targets
      .filter((target) => (levelOf(target) ?? -1) > level)
      .map((target) => `${path} imports ${target}`);
  });
  expect(guilty).toEqual([]);
});

test("ports import the protocol and each other alone", () => {
  const guilty = [...imports].flatMap(([path, targets]) =>
    path.startsWith("server/src/chat/ports/")
      ? targets
          .filter((t) => t !== "#protocol" && !t.startsWith("server/src/chat/ports/"))
          .map((target) => `${path} imports ${target}`)
      : [],
  );
  expect(guilty).toEqual([]);
});

test("no files of the server or the protocol import each other in a circle, types too", () => {
  expect(findCircles(imports)).toEqual([]);
});

test("a circle would be found", () => {
  const circle = new Map([
    ["a.ts", ["b.ts"]],
    ["b.ts", ["c.ts", "d.ts"]],
    ["c.ts", ["a.ts"]],
    ["d.ts", []],
  ]);
  expect(findCircles(circle)).toEqual([["a.ts", "b.ts", "c.ts"]]);
});
