import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import express, { Router, type ErrorRequestHandler } from "express";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { MemoryMessageLog } from "../support/memory-message-log.ts";
import { createLogger } from "../../server/src/create-logger.ts";
import { createHttpApp } from "../../server/src/transport/http-app.ts";
import { listen } from "../../server/src/transport/http-server.ts";
import { serveCompressed } from "../../server/src/transport/serve-compressed.ts";
import { OriginPolicy } from "../../server/src/transport/origin-policy.ts";
import { compressFiles } from "../../scripts/lib/compress-files.ts";
import { systemClock } from "../../server/src/system-clock.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const NAMES = JSON.stringify(Array.from({ length: 200 }, () => "활짝 웃는 얼굴"));
let port = 0;
let publicDir = "";

/** What comes over the wire, as it is. */
function get(path: string, encoding: string) {
  return new Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }>((resolve) => {
    request(
      { port, path, host: "127.0.0.1", headers: { "accept-encoding": encoding } },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () =>
          resolve({ headers: response.headers, body: Buffer.concat(parts) }),
        );
      },
    ).end();
  });
}

describe("the widget's files", () => {
  beforeEach(async () => {
    publicDir = temporaryFolder();
    mkdirSync(join(publicDir, "emoji"));
    writeFileSync(join(publicDir, "emoji/ko.json"), NAMES);
    mkdirSync(join(publicDir, "live-chat"));
    writeFileSync(join(publicDir, "live-chat/completion-4f2a.js"), `export const all = ${NAMES};`);
    writeFileSync(join(publicDir, "live-chat/small-77aa.js"), "export {};");
    compressFiles(publicDir);
    const app = createHttpApp({
      log: new MemoryMessageLog(systemClock),
      origins: new OriginPolicy({ origins: [], loopbackOnly: false }),
      logger: createLogger("silent"),
      version: "1.0.0",
      metrics: {
        metrics: { contentType: "text/plain", render: () => Promise.resolve("") },
        behindProxy: true,
      },
      ...{ signInApi: Router(), httpApi: Router() },
      publicDir,
    });
    const server = createServer(app);
    port = await listen(server, 0, "127.0.0.1");
    onTestFinished(() => void server.close());
  });

  it("are sent compressed to those who can read that, on any page", async () => {
    const { headers, body } = await get("/emoji/ko.json", "gzip, br");
    expect(headers).toMatchObject({
      "content-encoding": "br",
      "content-type": "application/json; charset=utf-8",
      "access-control-allow-origin": "*",
      vary: expect.stringContaining("Accept-Encoding") as string,
    });
    expect(body.length).toBeLessThan(NAMES.length / 10);
    const zipped = await get("/emoji/ko.json", "gzip");
    expect(gunzipSync(zipped.body).toString()).toBe(NAMES);
    const script = await get("/live-chat/completion-4f2a.js", "gzip");
    expect(script.headers).toMatchObject({
      "content-encoding": "gzip",
      "content-type": "text/javascript; charset=utf-8",
      "access-control-allow-origin": "*",
    });
  });

  it("are cached forever if their names have a hash", async () => {
    for (const path of ["/live-chat/completion-4f2a.js", "/live-chat/small-77aa.js"])
      expect((await get(path, "gzip")).headers).toMatchObject({
        "cache-control": "public, max-age=31536000, immutable",
        "access-control-allow-origin": "*",
      });
  });

  it("are sent as they are to others", async () => {
    const { headers, body } = await get("/emoji/ko.json", "identity");
    expect(headers["content-encoding"]).toBeUndefined();
    expect(body.toString()).toBe(NAMES);
  });

  it("are cached forever by browsers if the address names a version", async () => {
    const cacheControl = async (path: string) => (await get(path, "gzip")).headers["cache-control"];
    expect(await cacheControl("/emoji/ko.json?1.0.0")).toBe("public, max-age=31536000, immutable");
    expect(await cacheControl("/emoji/ko.json")).toBe("public, max-age=0");
    // Otherwise early requests would fill caches with this file for the next version.
    expect(await cacheControl("/emoji/ko.json?1.0.1")).toBe("public, max-age=0");
    expect((await get("/emoji/ko.json", "gzip")).headers.etag).toBeTruthy();
  });

  it("are not missing for ever where they have gone while the server ran", async () => {
    for (const suffix of ["", ".br", ".gz"])
      rmSync(join(publicDir, `live-chat/completion-4f2a.js${suffix}`), { force: true });
    const { headers } = await get("/live-chat/completion-4f2a.js", "gzip");
    expect(headers["cache-control"]).toBeUndefined();
    expect(headers["content-encoding"]).toBeUndefined();
  });

  it("are no error where a visitor leaves while they are sent", async () => {
    writeFileSync(join(publicDir, "large.js.br"), randomBytes(20_000_000));
    const left = Promise.withResolvers<void>();
    const errors: unknown[] = [];
    const onError: ErrorRequestHandler = (error, _request, _response, _next) =>
      void errors.push(error);
    const app = express()
      .use((_request, response, next) => {
        response.on("close", () => left.resolve());
        next();
      })
      .use(serveCompressed(publicDir, "1.0.0"))
      .use(onError);
    const server = createServer(app);
    const at = await listen(server, 0, "127.0.0.1");
    onTestFinished(() => void server.close());
    const visitor = createConnection(at, "127.0.0.1");
    visitor.write("GET /large.js HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n");
    await once(visitor, "data");
    visitor.destroy();
    await left.promise;
    // What hears of it hears it in a later turn.
    for (let turn = 0; turn < 5; turn++) await nextTurn();
    expect(errors).toEqual([]);
  });

  it("do not lead out of their folder", async () => {
    for (const path of [
      "/emoji/../../../package.json",
      "/%2e%2e/package.json",
      "/emoji/ko.json.br",
    ])
      expect((await get(path, "gzip")).body.toString()).not.toContain("live-chat-server");
  });
});
