import { execFileSync } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "../../scripts/lib/paths.ts";
import { optionsFromEnvironment } from "../../server/src/options.ts";
import { unknownSettings } from "../../server/src/unknown-settings.ts";
import { readProjectFile } from "../architecture/source-files.ts";
import { adapt } from "../support/proxies.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { readDockerfile } from "./dockerfile.ts";

/** The variables of a file as systemd and Compose read it, those behind a `# ` included. */
function variables(path: string, { withCommentedOut = false } = {}): Record<string, string> {
  const lines = readProjectFile(path)
    .split("\n")
    .map((line) => (withCommentedOut ? line.replace(/^# (?=[A-Z_]+=)/, "") : line));
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value!]];
    }),
  );
}

/** The variables that compose.yaml gives its chat servers, with what it fills in. */
function composeSettings(): Record<string, string> {
  const [, block = ""] =
    /^x-chat:.*?^  environment:\n(.*?)^  \w/ms.exec(readProjectFile("deploy/compose.yaml")) ?? [];
  return Object.fromEntries(
    [...block.matchAll(/^    (CHAT_\w+): (.*)$/gm)].map(([, name, value]) => [
      name!,
      value!.replace(/\$\{(\w+)[^}]*\}/g, (_all, of: string) =>
        of === "DOMAIN" ? "chat.example.com" : "a-password",
      ),
    ]),
  );
}

it.each([
  ["deploy/live-chat.env", () => variables("deploy/live-chat.env")],
  [
    "deploy/compose.yaml",
    () => ({ ...variables("deploy/compose.env"), ...composeSettings(), CHAT_HOST: "0.0.0.0" }),
  ],
])("%s is a set of settings that a server starts with", (_path, read) => {
  const env = read();
  expect(Object.keys(env).length).toBeGreaterThan(4);
  expect(unknownSettings(env)).toEqual([]);
  expect(optionsFromEnvironment(env).mode).toBe("guests");
});

it.each(["deploy/live-chat.env", "deploy/compose.env"])("%s proposes what exists", (path) => {
  expect(unknownSettings(variables(path, { withCommentedOut: true }))).toEqual([]);
});

it("the image is built by the commands of the guide, on the Node that tests run on", () => {
  const commands = readDockerfile().flatMap(({ word, rest }) => (word === "RUN" ? [rest] : []));
  expect(commands.slice(0, 3)).toEqual([
    "npm ci",
    "npm run build",
    "deploy/install.sh /opt/live-chat",
  ]);
  expect(readProjectFile("docs/deploying.md")).toContain(
    "npm ci && npm run build && deploy/install.sh /opt/live-chat",
  );
  const [from] = readDockerfile();
  const { devDependencies } = JSON.parse(readProjectFile("package.json")) as {
    devDependencies: { node: string };
  };
  expect(from!.rest).toContain(`node:${devDependencies.node.split(".")[0]}-`);
});

it("the image takes nothing from a work tree that is made or secret", () => {
  const ignored = readProjectFile("deploy/Dockerfile.dockerignore").split("\n");
  expect(ignored).toEqual(
    expect.arrayContaining([".git", "**/node_modules", "**/dist", "**/.env", "**/.env.local"]),
  );
});

it("systemd takes the unit, and finds nothing left open that a chat server does not need", () => {
  const dir = temporaryFolder();
  const program = "/opt/live-chat/bin/live-chat-server";
  copyFileSync(join(ROOT, "deploy/live-chat-server"), join(dir, "live-chat-server"));
  const unit = adapt("deploy/live-chat@.service", [[program, join(dir, "live-chat-server")]]);
  const path = join(dir, "live-chat@3001.service");
  writeFileSync(path, unit);
  const analyze = (...args: string[]) =>
    execFileSync("systemd-analyze", args, { encoding: "utf8", stdio: "pipe", cwd: dir });
  expect(analyze("verify", path)).toBe("");
  // 0 is a sealed box, 100 a process of root's; most services are above 90.
  const verdict = analyze("security", "--offline=true", "--threshold=20", "--no-pager", path);
  expect(verdict).toContain("Overall exposure level");
});
