import { expect, test } from "vitest";

import { listProjectFiles, readProjectFile } from "./source-files.ts";

/** `<!-- from path -->` and the block of code below it. */
const SNIPPET = /<!-- from (?<path>\S+) -->\n\n```\w+\n(?<code>.*?)\n```/gs;

const documents = listProjectFiles().filter((path) => path.endsWith(".md"));

test("code of an app in the documents is the app's code", () => {
  const snippets = documents.flatMap(snippetsOf);
  expect(snippets.length).toBeGreaterThan(0);
  expect(snippets.flatMap(findStrangers)).toEqual([]);
});

test("the page on frameworks shows nothing that is not tried", () => {
  const page = readProjectFile("docs/frameworks.md");
  expect(snippetsOf("docs/frameworks.md")).toHaveLength(page.split("\n```").length >> 1);
});

test("a line that the app does not have would be noticed", () => {
  const path = "tests/packages/apps/vue/src/main.ts";
  expect(findStrangers({ path, code: 'createApp(App).mount("#app");' })).toEqual([]);
  expect(findStrangers({ path, code: 'createApp(App).mount("#ap");' })).toHaveLength(1);
});

interface Snippet {
  path: string;
  code: string;
}

function snippetsOf(document: string): Snippet[] {
  return [...readProjectFile(document).matchAll(SNIPPET)].map(({ groups }) => groups as never);
}

/** Parts of a snippet, between empty lines, that its file does not have; however far they are indented. */
function findStrangers({ path, code }: Snippet): string[] {
  const file = withoutIndent(readProjectFile(path));
  return withoutIndent(code)
    .split("\n\n")
    .filter((part) => !`\n${file}\n`.includes(`\n${part}\n`))
    .map((part) => `${path}: ${part}`);
}

function withoutIndent(code: string): string {
  return code.replace(/^[ \t]+/gm, "");
}
