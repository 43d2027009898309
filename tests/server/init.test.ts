import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";
import { expect, it, onTestFinished } from "vitest";
import { optionsFromEnvironment } from "../../server/src/options.ts";
import { endWithParent } from "../support/end-with-parent.ts";
import { freePort } from "../support/free-port.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const CLI = fileURLToPath(new URL("../../server/bin/live-chat-server.js", import.meta.url));

/** Answers the questions, one a line, as somebody at a terminal who then goes away. */
async function answer(dir: string, answers: readonly string[], args: readonly string[] = []) {
  const { PATH = "" } = process.env;
  const child = spawn(...endWithParent(process.execPath, [CLI, "init", ...args]), {
    cwd: dir,
    env: { PATH },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  for (const output of [child.stdout, child.stderr])
    output.setEncoding("utf8").on("data", (text: string) => (said += text));
  child.stdin.end(answers.map((each) => `${each}\n`).join(""));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said };
}

function readSettings(dir: string) {
  return parseEnv(readFileSync(join(dir, ".env.local"), "utf8"));
}

it("asks five questions and writes settings that a server starts with", async () => {
  const dir = temporaryFolder();
  const port = String(await freePort());
  const sites = "https://shop.example/, https://www.shop.example";
  const { code, said } = await answer(dir, ["", sites, "", "https://chat.example.com", port, "n"]);
  expect(code).toBe(0);
  expect(said).toContain('src="https://chat.example.com/live-chat.js"');
  expect(readSettings(dir)).toEqual({
    CHAT_GUESTS: "true",
    CHAT_ORIGINS: sites,
    CHAT_DATABASE_URL: "sqlite:./data/chat.db",
    CHAT_PUBLIC_URL: "https://chat.example.com",
    CHAT_SERVER_PORT: port,
  });
  expect(optionsFromEnvironment(readSettings(dir))).toMatchObject({
    mode: "guests",
    origins: ["https://shop.example", "https://www.shop.example"],
  });
  // What was checked is there; and the file has secrets in it at times.
  expect(existsSync(join(dir, "data/chat.db"))).toBe(true);
  expect(statSync(join(dir, ".env.local")).mode & 0o777).toBe(0o600);
});

it("asks again for what is wrong, by the real thing, and in Korean", async () => {
  const dir = temporaryFolder();
  const taken = createServer().listen(0);
  onTestFinished(() => void taken.close());
  const takenPort = String((taken.address() as AddressInfo).port);
  const port = String(await freePort());
  writeFileSync(join(dir, "file"), "");
  const { said } = await answer(
    dir,
    [
      ...["5", "4", "http://127.0.0.1:1/keys", "https://*.shop.example"],
      // Nothing more was asked of the issuer than that it can be reached.
    ],
    ["--lang", "ko"],
  );
  expect(said).toContain("1부터 4까지");
  expect(said).toContain("http://127.0.0.1:1/keys 주소를 읽을 수 없어요");
  expect(said).not.toMatch(/cannot|Give |Write /);
  expect(said).toContain("아무것도 저장하지 않았어요");
  expect(existsSync(join(dir, ".env.local"))).toBe(false);

  const all = await answer(dir, [
    ...["3", "too short", "", "https://*.shop.example", "https://shop.example"],
    ...[
      "mysql://shop/chat",
      "./file/chat.db",
      "./data/chat.db",
      "chat.example.com",
      "",
      takenPort,
      port,
      "n",
    ],
  ]);
  expect(all.said).toContain("32 characters");
  expect(all.said).toContain("Name each of a site's hosts");
  expect(all.said).toContain("Give sqlite:<path>, postgres://");
  expect(all.said).toContain("Give an address like https://chat.example.com");
  expect(all.said).toContain(`Port ${takenPort} cannot be taken`);
  const settings = readSettings(dir);
  expect(settings["CHAT_JWT_SECRET"]).toMatch(/^[\w-]{48}$/);
  expect(all.said).not.toContain(settings["CHAT_JWT_SECRET"]);
  expect(optionsFromEnvironment(settings)).toMatchObject({ mode: "sign-in", port: Number(port) });

  const before = readFileSync(join(dir, ".env.local"), "utf8");
  expect((await answer(dir, ["n"])).said).toContain("Nothing was changed");
  expect(readFileSync(join(dir, ".env.local"), "utf8")).toBe(before);
  await answer(dir, ["y", "", "", "", "", port, "n"]);
  expect(readFileSync(join(dir, ".env.local.before"), "utf8")).toBe(before);
});

it("says in Korean what is wrong with every answer", async () => {
  const taken = createServer().listen(0);
  onTestFinished(() => void taken.close());
  const takenPort = String((taken.address() as AddressInfo).port);
  const port = String(await freePort());
  const { said } = await answer(
    temporaryFolder(),
    [
      ...["3", "짧음", "", "https://*.shop.example", "https://shop.example"],
      ...["mysql://shop/chat", "", "chat.example.com", "", "70000", takenPort, port, "n"],
    ],
    ["--lang", "ko"],
  );
  expect(said).toContain("32자 이상으로");
  expect(said).toContain("호스트마다 따로 적어야 해요");
  expect(said).toContain("sqlite:<경로>, postgres://");
  expect(said).toContain("https://chat.example.com이나");
  expect(said).toContain("0부터 65535까지");
  expect(said).toContain(`포트 ${takenPort}번은 쓸 수 없어요`);
  expect(said.match(/[a-z]+ [a-z]+ [a-z]+ [a-z]+ /g)).toBeNull();
});

it("starts the server on request, which shows the link to its owner", async () => {
  const dir = temporaryFolder();
  const { PATH = "" } = process.env;
  const child = spawn(...endWithParent(process.execPath, [CLI, "init"]), {
    cwd: dir,
    env: { PATH },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  const port = await freePort();
  child.stdin.write(`\n\n\n\n${port}\n\n`);
  await expect.poll(() => said).toContain(`http://localhost:${port}/sign-in/#invitation=`);
});
