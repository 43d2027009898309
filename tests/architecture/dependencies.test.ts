import { expect, test } from "vitest";

import { findForbiddenImports } from "./dependency-rules.ts";
import { hasDefaultExport, listImports } from "./list-imports.ts";
import { listSourceFiles, readProjectFile } from "./source-files.ts";

const files = listSourceFiles().map((path) => ({ path, code: readProjectFile(path) }));

test("every import follows the dependency rule", () => {
  expect(
    files.flatMap(({ path, code }) => findForbiddenImports(path, listImports(path, code))),
  ).toEqual([]);
});

// Two SQLites in one process do not see each other's locks. The one that opens a file as if it was
// alone takes away the shared memory in which the other is writing, and the process ends by SIGBUS.
test("one SQLite opens all files: the server's", () => {
  const guilty = files.filter(({ path, code }) => listImports(path, code).includes("node:sqlite"));
  expect(guilty.map(({ path }) => path)).toEqual([]);
});

test("index files only re-export", () => {
  const guilty = files.filter(
    ({ path, code }) =>
      /\/src\/(.*\/)?index\.ts$/.test(path) &&
      code
        .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "")
        .split(";")
        .some((statement) => !/^\s*(export\s[\s\S]*\sfrom\s[\s\S]*)?$/.test(statement)),
  );
  expect(guilty.map(({ path }) => path)).toEqual([]);
});

test("no module has a default export, but for the tools that ask for one", () => {
  const asked =
    /\.config\.(ts|js)$|\/global-set-up\.ts$|^demo\/next\/app\/.*\/?(page|layout)\.tsx$/;
  const guilty = files.filter(
    ({ path, code }) => !asked.test(path) && hasDefaultExport(path, code),
  );
  expect(guilty.map(({ path }) => path)).toEqual([]);
});

test.each([
  ["protocol/src/text.ts", "node:fs"],
  ["server/src/chat/room.ts", "server/src/storage/memory-message-log.ts"],
  ["server/src/chat/room.ts", "socket.io"],
  ["server/src/auth/guest.ts", "server/src/transport/server.ts"],
  ["server/src/cli.ts", "server/src/storage/sqlite-message-log.ts"],
  ["widget/src/client/chat-client.ts", "lit"],
  ["widget/src/element/theme/tokens.ts", "widget/src/element/live-chat.ts"],
  ["widget/src/element/live-chat.ts", "server/src/index.ts"],
  ["demo/main.ts", "widget/src/element/live-chat.ts"],
  ["elsewhere/file.ts", "node:fs"],
])("the rule would catch %s importing %s", (path, imported) => {
  expect(findForbiddenImports(path, [imported])).toHaveLength(1);
});

test("imports are found in every form they come in", () => {
  const code = `
    import type { A } from "./a.ts";
    import "./b.ts";
    export * from "../c.ts";
    export { d } from "#protocol";
    const e = await import("./e.ts");
    // import "./comment.ts";
    const text = 'import "./text.ts"';
  `;
  expect(listImports("x/y.ts", code)).toEqual(["x/a.ts", "x/b.ts", "c.ts", "#protocol", "x/e.ts"]);
});
