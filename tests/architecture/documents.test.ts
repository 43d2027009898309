import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { SETTINGS } from "../../server/src/settings.ts";
import { listProjectFiles, readProjectFile } from "./source-files.ts";

/** `](target)`, `src="target"` and `href="target"`, but for what is inside of code. */
const LINK = /(?:\]\(|(?:src|href)=")([^)"\s]+)/g;

const documents = listProjectFiles().filter((path) => path.endsWith(".md"));

const withoutCode = (markdown: string) => markdown.replace(/```.*?```|`[^`\n]*`/gs, "");
const linksOf = (markdown: string) =>
  [...withoutCode(markdown).matchAll(LINK)].map(([, target]) => target!);
const isRelative = (target: string) => !/^[a-z]+:/.test(target);
const headingsOf = (markdown: string) =>
  [...markdown.replace(/```.*?```/gs, "").matchAll(/^(#+) (.*)$/gm)].map(([, level, text]) => ({
    level: level!.length,
    text: text!,
  }));
/** The name by which a heading can be linked to, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");

test("every guide is found from the README, by one link after another", () => {
  const found = new Set<string>();
  const waiting = ["README.md"];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    if (!path.endsWith(".md")) continue;
    for (const target of linksOf(readProjectFile(path)).filter(isRelative))
      waiting.push(join(dirname(path), target.split("#")[0]! || "."));
  }
  const guides = documents.filter((path) => /^(README|CONTRIBUTING|docs\/[^/]+\.md)/.test(path));
  expect(guides.length).toBeGreaterThan(12);
  expect(guides.filter((path) => !found.has(path))).toEqual([]);
});

test("links to a heading lead to a heading that exists", () => {
  const broken = documents.flatMap((path) =>
    linksOf(readProjectFile(path))
      .filter((target) => isRelative(target) && /(^|\.md)#./.test(target))
      .filter((target) => {
        const [file = "", anchor] = target.split("#");
        const to = file === "" ? path : join(dirname(path), file);
        return !headingsOf(readProjectFile(to)).some(({ text }) => anchorOf(text) === anchor);
      })
      .map((target) => `${path}: ${target}`),
  );
  expect(broken).toEqual([]);
});

test("the documents speak of no setting that does not exist", () => {
  const known = new Set(
    Object.values(SETTINGS).flatMap((setting) => [
      setting.env,
      ...("formerly" in setting ? [setting.formerly as string] : []),
    ]),
  );
  // What a page's own build tells React.
  known.add("NEXT_PUBLIC_CHAT_SERVER_URL");
  const unknown = documents.flatMap((path) =>
    [...readProjectFile(path).matchAll(/\b(?:NEXT_PUBLIC_)?(?:CHAT|SUPABASE)_[A-Z_]*[A-Z]\b/g)]
      .map(([name]) => name)
      .filter((name) => !known.has(name))
      .map((name) => `${path}: ${name}`),
  );
  expect(unknown).toEqual([]);
});

test("the weight that the READMEs tell is the budget's", () => {
  const budget = JSON.parse(readProjectFile("size-budget.json")) as Record<string, number>;
  const kB = Math.ceil(budget["widget/dist/cdn/live-chat.js"]! / 1_000);
  expect(readProjectFile("README.md")).toContain(`Under ${kB} kB gzipped`);
  expect(readProjectFile("README.ko.md")).toContain(`gzip ${kB} kB 미만`);
});

describe.each([
  ["README.md", "README.ko.md"],
  ["docs/getting-started.md", "docs/getting-started.ko.md"],
  ["docs/authentication.md", "docs/authentication.ko.md"],
  ["docs/deploying.md", "docs/deploying.ko.md"],
  ["docs/operating.md", "docs/operating.ko.md"],
])("what %s has, %s has in Korean", (...paths) => {
  const [english, korean] = paths.map(readProjectFile) as [string, string];

  test("sections in the same order", () => {
    const levels = (text: string) => headingsOf(text).map(({ level }) => level);
    expect(levels(korean)).toEqual(levels(english));
  });

  test("the same code", () => {
    const blocks = (text: string) => text.match(/^```.*?^```$/gms);
    expect(blocks(korean)).toEqual(blocks(english));
  });

  test("links to the same places, in the same sections", () => {
    const [there, here] = paths.map(linksBySection);
    expect(here).toEqual(there);
  });

  test("rows and points of the same number", () => {
    const shape = (text: string) =>
      text
        .split(/^## /m)
        .map((section) => [section.match(/^\|/gm)?.length, section.match(/^- /gm)?.length]);
    expect(shape(korean)).toEqual(shape(english));
  });
});

/** Where each section leads to; sentences may be in another order. */
function linksBySection(path: string): string[][] {
  return readProjectFile(path)
    .split(/^## /m)
    .map((section) =>
      linksOf(section)
        .map((target) => withoutLanguage(path, target))
        .toSorted(),
    );
}

/** A link to a section of a guide has the section's number, because its name is translated. */
function withoutLanguage(path: string, target: string): string {
  const [file = "", anchor] = target.split("#");
  const guide = file.replace(/\.ko\.md$/, ".md");
  if (!isRelative(target)) return target;
  if (anchor === undefined) return guide;
  const to = file === "" ? path : join(dirname(path), file);
  const anchors = headingsOf(readProjectFile(to)).map(({ text }) => anchorOf(text));
  return `${guide}, section ${anchors.indexOf(anchor)}`;
}

test("each decision has a number of its own, which its heading repeats", () => {
  const notes = documents.filter((path) => path.startsWith("docs/decisions/"));
  const numbers = notes.map((path) => path.slice("docs/decisions/".length).slice(0, 4));
  expect(numbers.length).toBeGreaterThan(20);
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const [i, path] of notes.entries())
    expect(readProjectFile(path)).toMatch(new RegExp(`^# ${numbers[i]}: `));
});
