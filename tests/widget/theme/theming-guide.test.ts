import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { listSourceFiles, readProjectFile } from "../../architecture/source-files.ts";

const GUIDE = readProjectFile("docs/theming.md");
const sources = listSourceFiles()
  .filter((path) => path.startsWith("widget/src/"))
  .map(readProjectFile)
  .join("\n");

function listed(name: string): string {
  return GUIDE.split(`<!-- ${name} -->`)[1]!.split(`<!-- /${name} -->`)[0]!;
}

function findAll(text: string, pattern: RegExp): string[] {
  return [
    ...new Set([...text.matchAll(pattern)].flatMap(([, found]) => found!.split(/\s+/))),
  ].sort();
}

it("the guide names every property that a theme can set, and no other", () => {
  expect(findAll(listed("properties"), /`(--live-chat-[a-z-]+?)(?:-0)?`/g)).toEqual(
    findAll(sources, /var\(\s*(--live-chat-[a-z-]+?)-?(?:,|\$\{)/g),
  );
});

it("the guide and the element's description name every part, and no other", () => {
  const parts = findAll(sources, /\bpart="([a-z -]+)"/g);
  const computed = ["own-message", "mentions-me", "reply", "hide", "report", "remove"];
  const all = [...new Set([...parts, ...computed])].filter(Boolean).sort();
  expect(findAll(listed("parts"), /`([a-z-]+)`/g)).toEqual(all);
  const described = readProjectFile("widget/src/element/live-chat-properties.ts");
  expect(findAll(described, /@csspart ([a-z-]+) - ./g)).toEqual(all);
});

it("the guide names every ready theme", () => {
  const themes = findAll(listed("themes"), /`([a-z]+)`/g);
  for (const theme of themes)
    expect(() =>
      readFileSync(new URL(`../../../demo/themes/${theme}.css`, import.meta.url)),
    ).not.toThrow();
  expect(themes).toHaveLength(5);
});
