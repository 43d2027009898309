import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { codeIn } from "../support/doc-code.ts";
import { removeFolder } from "../support/remove-folder.ts";
import { endWithParent } from "../support/end-with-parent.ts";
import { freePort } from "../support/free-port.ts";
import { expect, test as base } from "./fixtures.ts";

/* Follows docs/getting-started.md; only the ports differ. */
const GUIDE = "docs/getting-started.md";
const COMMAND = fileURLToPath(new URL("../../server/bin/live-chat-server.js", import.meta.url));
const PAGE = codeIn(GUIDE, "html", "<!doctype html>");

/** A temporary folder, and the programs that were started in it. */
interface Desk {
  /** Puts one of the guide's texts into a folder. */
  save(name: string, text: string): void;
  /** Runs a program with Node in the folder, until somebody answers at the port. */
  run(port: number, ...args: string[]): Promise<void>;
  /** Ends what was started last. */
  stop(): Promise<void>;
  readonly chatPort: number;
  readonly sitePort: number;
}

const test = base.extend<{ desk: Desk }>({
  desk: async ({}, use) => {
    const dir = mkdtempSync(join(tmpdir(), "live-chat-guide-"));
    const [chatPort, sitePort] = [await freePort(), await freePort()];
    const running: ChildProcess[] = [];
    const stop = async () => {
      const child = running.pop();
      if (!child || child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    };
    await use({
      chatPort,
      sitePort,
      stop,
      save: (name, text) =>
        writeFileSync(
          join(dir, name),
          text.replaceAll("3001", String(chatPort)).replaceAll("8000", String(sitePort)),
        ),
      run: async (port, ...args) => {
        const env = { PATH: process.env["PATH"], CHAT_SERVER_PORT: String(chatPort) };
        const child = spawn(...endWithParent(process.execPath, args), {
          cwd: dir,
          env,
          stdio: ["ignore", "ignore", "inherit"],
        });
        running.push(child);
        await answers(child, port);
      },
    });
    while (running.length > 0) await stop();
    removeFolder(dir);
  },

  // After the desk: pages are closed before the servers that they talk to stop.
  newViewer: async ({ desk: _, newViewer }, use) => use(newViewer),
});

test("an own page has the demo's chat, and then the guests', which begins empty", async ({
  desk,
  newViewer,
}) => {
  desk.save("page.html", PAGE);
  desk.save("serve.mjs", SERVE_FOLDER);
  await desk.run(desk.sitePort, "serve.mjs");
  await desk.run(desk.chatPort, COMMAND);
  const page = `http://localhost:${desk.sitePort}/page.html`;
  const visitor = await (await newViewer()).watch(page);
  await visitor.join("Minji");
  await visitor.say("step two");
  await visitor.sees("step two");
  const { height } = (await visitor.chat.boundingBox())!;
  expect(height).toBe(512);

  visitor.expectNetworkFailures();
  await desk.stop();
  desk.save(".env.local", codeIn(GUIDE, "ini", "CHAT_GUESTS"));
  await desk.run(desk.chatPort, COMMAND);
  const guest = await (await newViewer()).watch(page);
  await guest.join("Jun");
  await guest.say("step four");
  // What was tried out in the demo is in a database of its own.
  await guest.sees("step four");

  const stranger = await newViewer();
  stranger.expectNetworkFailures();
  await stranger.page.goto(page.replace("localhost", "127.0.0.1"));
  await expect(stranger.chat).toContainText(
    `This chat server does not allow http://127.0.0.1:${desk.sitePort}.`,
  );
});

test("a site that signs tokens has its own people in the chat", async ({ desk, newViewer }) => {
  desk.save(".env.local", codeIn(GUIDE, "ini", "CHAT_JWT_SECRET"));
  const handOver = codeIn(GUIDE, "html", "/chat-token");
  desk.save("page.html", PAGE.replace("</body>", `${handOver}</body>`));
  desk.save("site.mjs", codeIn(GUIDE, "js", "createHmac"));
  await desk.run(desk.chatPort, COMMAND);
  await desk.run(desk.sitePort, "--env-file=.env.local", "site.mjs");
  const minji = await (await newViewer()).watch(`http://localhost:${desk.sitePort}/`);
  await minji.say("안녕하세요");
  await minji.sees("안녕하세요");
  await expect(minji.chat.locator('[part~="name"]')).toContainText("Minji");
});

/** In place of Python's server, which need not be there. */
const SERVE_FOLDER = `
  import { readFileSync } from "node:fs";
  import { createServer } from "node:http";
  createServer((request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(request.url === "/page.html" ? readFileSync("page.html") : "");
  }).listen(8000);`;

async function answers(child: ChildProcess, port: number): Promise<void> {
  while (!(await canConnect(port)))
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "localhost");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
