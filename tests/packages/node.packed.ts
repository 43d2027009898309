import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "./fixtures.ts";
import { installPackages, type Project } from "./project.ts";

const NAMES = ["live-chat-element", "live-chat-server"];

let project: Project;

test.beforeAll(async () => {
  // The peers of `./react`, which its importers have.
  project = await installPackages(NAMES, { react: "19.3.1", "react-dom": "19.3.1" });
});

test("every module of both packages can be imported under Node, and registers nothing", async () => {
  const modules = NAMES.flatMap(modulesOf);
  expect(modules).toContain("live-chat-element/define");
  const said = await runModule(`
    for (const name of ${JSON.stringify(modules)}) {
      console.log(name, "default" in (await import(name)));
    }
    console.log(globalThis.customElements?.get("live-chat") ?? "nothing registered");
  `);
  expect(said).toEqual([...modules.map((name) => `${name} false`), "nothing registered"]);
});

test("a program carries the chat server within, with its pages, and ends", async () => {
  const said = await runModule(`
    import { createChatServer } from "live-chat-server";

    const { url, close } = await createChatServer({ port: 0, databaseUrl: "memory:", logLevel: "silent" });
    for (const path of ["/", "/live-chat.js", "/live-chat.umd.js", "/embed/stream-1", "/sign-in", "/readyz"]) {
      const { status } = await fetch(url + path);
      console.log(path, status);
    }
    await close();
  `);
  expect(said.map((line) => line.split(" ").at(-1))).toEqual(Array(6).fill("200"));
});

test("[EM8] the server hands out the element's package, and npm installs it from there", async () => {
  writeFileSync(
    join(project.folder, "server.js"),
    `import { createChatServer } from "live-chat-server";
    const { url } = await createChatServer({ port: 0, databaseUrl: "memory:", logLevel: "silent" });
    console.log("is up at " + url);`,
  );
  const said = await project.start(process.execPath, ["server.js"], /is up at http/);
  const [url] = /http:\S+/.exec(said)!;
  const other = await installPackages([], {
    "live-chat-element": `${url}/packages/live-chat-element.tgz`,
  });
  writeFileSync(
    join(other.folder, "chat.js"),
    `import { ChatClient } from "live-chat-element/client";
    const chat = new ChatClient({ serverUrl: "${url}", streamId: "s1" });
    chat.connect();
    chat.subscribe(() => {
      if (chat.getSnapshot().connection.status !== "live") return;
      console.log("live");
      process.exit();
    });`,
  );
  expect((await other.node("chat.js")).trim()).toBe("live");
  await project.stop();
});

/** What the package says that can be imported, but for files that are no modules for Node. */
function modulesOf(name: string): string[] {
  const path = join(project.folder, "node_modules", name, "package.json");
  const { exports } = JSON.parse(readFileSync(path, "utf8")) as {
    exports: Record<string, { default?: string } | string>;
  };
  return Object.entries(exports).flatMap(([entry, target]) =>
    typeof target === "object" && target.default?.endsWith(".js") && !entry.includes("*")
      ? name + entry.slice(1)
      : [],
  );
}

/** Runs a module in the project, and gives the lines that it writes. */
async function runModule(code: string): Promise<string[]> {
  writeFileSync(join(project.folder, "module.js"), code);
  return (await project.node("module.js")).trim().split("\n");
}
