import { isBuiltin } from "node:module";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";
import { readProjectFile } from "../architecture/source-files.ts";

interface Packed {
  files: { path: string }[];
}

const packed = new Map<string, string[]>();

/** The files of a package; npm is asked once. */
function pack(name: string): string[] {
  const known = packed.get(name);
  if (known) return known;
  const said = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: join(ROOT, name),
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [answer] = JSON.parse(said) as Packed[];
  const files = answer!.files.map(({ path }) => path);
  packed.set(name, files);
  return files;
}

const NO_ONES =
  /(^|\/)(src|tests?|node_modules)\/|\.tsbuildinfo$|\.map$|build-fingerprint|\.tgz$|(?<!\.d)\.ts$/;

test("the element's package holds what was built, the contract in it, and nothing else", () => {
  const files = pack("widget");
  expect(files).toEqual(
    expect.arrayContaining([
      ...["LICENSE", "README.md", "package.json", "dist/custom-elements.json"],
      ...["dist/index.js", "dist/define.js", "dist/protocol/index.js", "dist/types/index.d.ts"],
      ...["dist/cdn/live-chat.js", "dist/cdn/live-chat.umd.js", "dist/cdn/live-chat.lazy.js"],
      expect.stringMatching(/^dist\/cdn\/live-chat\/ko-[\w-]+\.js$/) as string,
    ]),
  );
  expect(files.filter((path) => NO_ONES.test(path))).toEqual([]);
});

test("the server's package holds its command, the contract, the widget and the pages", () => {
  const files = pack("server");
  expect(files).toEqual(
    expect.arrayContaining([
      ...["LICENSE", "README.md", "package.json", "bin/live-chat-server.js", "dist/cli.js"],
      ...["dist/index.js", "dist/index.d.ts", "dist/protocol/index.js"],
      ...["dist/serve.bundled.js", "dist/sqlite-worker.js", "dist/filter-worker.js"],
      "dist/licenses.md",
      ...["dist/public/index.html", "dist/public/sign-in/index.html"],
      ...["dist/public/live-chat.js", "dist/public/live-chat.js.br", "dist/public/emoji/ko.json"],
    ]),
  );
  const [element, ...others] = files.filter((path) => NO_ONES.test(path));
  expect(element).toMatch(/^dist\/public\/packages\/live-chat-element-[\d.]+\.tgz$/);
  expect(others).toEqual([]);
});

test("the server's command brings its libraries with it, but for those that its package names", () => {
  const { dependencies } = JSON.parse(readProjectFile("server/package.json")) as {
    dependencies: Record<string, string>;
  };
  const bundled = pack("server").filter((path) =>
    /^dist\/(cli|[\w-]+-worker|[\w-]+\.bundled)\.js$/.test(path),
  );
  const needed = bundled.flatMap((path) =>
    [
      ...readProjectFile(`server/${path}`).matchAll(
        /^import [^"]*"([^".][^"]*)"|^\s.*\bimport\("([^".][^"]*)"\)/gm,
      ),
    ].map(([, name = "", later = ""]) => name || later),
  );
  const libraries = new Set(needed.filter((name) => !name.startsWith("node:") && !isBuiltin(name)));
  expect([...libraries].sort()).toEqual(["@redis/client", "better-sqlite3", "pg", "pino"]);
  expect(Object.keys(dependencies)).toEqual(expect.arrayContaining([...libraries]));
  expect(readProjectFile("server/dist/licenses.md")).toContain("## socket.io - ");
});

test("all packages are of one version, and depend on each other by none", () => {
  const packages = [
    "package.json",
    ...["protocol", "server", "widget"].map((n) => `${n}/package.json`),
  ].map((path) => JSON.parse(readProjectFile(path)) as Record<string, unknown>);
  expect(new Set(packages.map(({ version }) => version)).size).toBe(1);
  const needed = packages.flatMap(({ dependencies = {} }) => Object.keys(dependencies as object));
  expect(needed.filter((name) => name.startsWith("live-chat"))).toEqual([]);
});

test("every way into a package leads to a file that is packed", () => {
  for (const name of ["server", "widget"]) {
    const files = new Set(pack(name));
    const { exports } = JSON.parse(readProjectFile(`${name}/package.json`)) as { exports: object };
    const targets = JSON.stringify(exports).match(/\.\/[^"*]+(?=")/g) ?? [];
    const missing = targets.filter((to) => to.startsWith("./dist/") && !files.has(to.slice(2)));
    expect(missing).toEqual([]);
    for (const ways of Object.values(exports) as (string | object)[])
      if (typeof ways === "object" && "types" in ways) expect(Object.keys(ways)[0]).toBe("types");
  }
});
