import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { ROOT } from "../../scripts/lib/paths.ts";
import { listProjectFiles, readProjectFile } from "./source-files.ts";

/** `](target)` and `src="target"`, but for addresses and places within the page. */
const RELATIVE_LINK = /(?:\]\(|(?:src|href)=")(?![a-z]+:|#)([^)"#\s]+)/g;

test("every file that the documents link to or show exists", () => {
  const documents = listProjectFiles().filter((path) => path.endsWith(".md"));
  const links = documents.flatMap((path) =>
    [...withoutCode(readProjectFile(path)).matchAll(RELATIVE_LINK)].map(([, target]) =>
      join(dirname(path), target!),
    ),
  );
  expect(links).toContain("docs/pictures/demo.png");
  expect(links.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

/** Examples link to what is elsewhere. */
function withoutCode(markdown: string): string {
  return markdown.replace(/```.*?```|`[^`\n]*`/gs, "");
}
