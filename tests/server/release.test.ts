import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import express from "express";
import { describe, expect, onTestFinished, test } from "vitest";
import { serveRelease } from "../../server/src/transport/serve-release.ts";
import { readRelease } from "../../server/src/transport/widget-release.ts";
import { startServer } from "../support/start-server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

interface Told {
  ok: boolean;
  version: string;
  release: string;
  integrity: Record<string, string>;
}

async function askRelease(url: string, options?: RequestInit): Promise<Told> {
  const answer = await fetch(`${url}/api/v1/release`, options);
  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  return (await answer.json()) as Told;
}

function folderOf(files: Record<string, string>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "emoji"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

describe("the element's package", () => {
  test("[EM8] is served to npm under two addresses, and in no other version", async () => {
    const { url } = await startServer();
    const { version } = await askRelease(url);
    const read = async (name: string) => {
      const answer = await fetch(`${url}/packages/${name}`);
      return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const { answer, bytes } = await read("live-chat-element.tgz");
    expect(answer.headers.get("content-type")).toBe("application/gzip");
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    expect(gunzipSync(bytes).includes("package/dist/define.js")).toBe(true);
    expect((await read(`live-chat-element-${version}.tgz`)).bytes.equals(bytes)).toBe(true);
    for (const name of ["live-chat-element-0.0.1.tgz", "live-chat-server.tgz", ""])
      expect((await read(name)).answer.status, name).toBe(404);
  });
});

describe("a release of the widget", () => {
  test("[EM2] is named after its version and its scripts, and after nothing else", () => {
    const scripts = { "live-chat.js": "1", "live-chat/ko-4f2a.js": "2" };
    const { id, integrity } = readRelease(folderOf(scripts), "1.2.3");
    expect(id).toMatch(/^1\.2\.3-[0-9a-f]{10}$/);
    expect([...integrity.keys()]).toEqual(["live-chat.js", "live-chat/ko-4f2a.js"]);
    const others = { "index.html": "", "live-chat.js.br": "", "emoji/ko.json": "[]" };
    expect(readRelease(folderOf({ ...scripts, ...others }), "1.2.3").id).toBe(id);
    expect(readRelease(folderOf({ ...scripts, "live-chat/ko-4f2a.js": "3" }), "1.2.3").id).not.toBe(
      id,
    );
    expect(readRelease(folderOf(scripts), "1.2.4").id).not.toBe(id);
  });

  test("[EM3] is open to every page, also with an admin token", async () => {
    const { url } = await startServer({ guests: true, adminToken: "a".repeat(32) });
    const told = await askRelease(url, { headers: { origin: "https://shop.example" } });
    expect(told).toMatchObject({ ok: true, version: expect.any(String) as string });
    expect(Object.keys(told.integrity)).toEqual(
      expect.arrayContaining([
        "live-chat.lazy.js",
        expect.stringMatching(/^live-chat\/settings-menu-[\w-]+\.js$/) as string,
      ]),
    );
  });

  test("[EM2] has each script under an address that never changes", async () => {
    const { url } = await startServer({ guests: true });
    const { release, integrity } = await askRelease(url);
    for (const [file, hash] of Object.entries(integrity)) {
      const answer = await fetch(`${url}/v/${release}/${file}`);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(answer.headers.get("access-control-allow-origin")).toBe("*");
      expect(answer.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      expect(answer.headers.get("content-type")).toMatch(/^text\/javascript/);
      const digest = createHash("sha384")
        .update(await answer.bytes())
        .digest("base64");
      expect(hash).toBe(`sha384-${digest}`);
    }
  });

  test("[EM2] that is not this one is answered with this one, for now", async () => {
    const { url } = await startServer({ guests: true });
    const ours = await (await fetch(`${url}/live-chat.js`)).text();
    const answer = await fetch(`${url}/v/0.0.9-0123456789/live-chat.js`);
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(await answer.text()).toBe(ours);
  });

  test("[EM2] is not kept by caches once an upgrade has replaced it under the running server", async () => {
    const folder = folderOf({ "live-chat.js": "1", "live-chat.lazy.js": "1" });
    const release = readRelease(folder, "1.2.3");
    const app = express().use(serveRelease(release, "1.2.3"), express.static(folder));
    const server = app.listen(0, "127.0.0.1");
    await once(server, "listening");
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const ask = async (file: string) => {
      const { headers } = await fetch(`http://127.0.0.1:${port}/v/${release.id}/${file}`);
      return headers.get("cache-control");
    };
    expect(await ask("live-chat.js")).toContain("immutable");
    renameSync(
      join(folderOf({ "live-chat.js": "2" }), "live-chat.js"),
      join(folder, "live-chat.js"),
    );
    expect(await ask("live-chat.js")).not.toContain("immutable");
    expect(await ask("live-chat.lazy.js")).toContain("immutable");
  });

  test.each(["index.html", "live-chat.js.br", "emoji", "..%2fpackage.json", "%2e%2e", "%ff"])(
    "has nothing but scripts: no %s",
    async (file) => {
      const { url } = await startServer({ guests: true });
      const { release } = await askRelease(url);
      const { status } = await fetch(`${url}/v/${release}/${file}`);
      expect(status).toBeGreaterThanOrEqual(400);
    },
  );
});
