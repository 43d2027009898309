import { expect, it } from "vitest";
import { isOwnPath } from "../../../server/src/transport/own-paths.ts";
import { startServer } from "../../support/start-server.ts";

it("[ST1] is the same page for everyone, framed by nobody, with nothing of a stream in it", async () => {
  const { url } = await startServer({ origins: "*", guests: true });
  const pages = await Promise.all(
    [
      "/studio/",
      "/studio/s1",
      "/studio/moon:2026-12-24",
      "/live-chat/studio/s1",
      "/studio/assets",
    ].map(async (path) => {
      const answer = await fetch(url + path);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'self'");
      expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
      return answer.text();
    }),
  );
  expect(new Set(pages).size).toBe(1);
  const [script = ""] = /assets\/[\w-]+\.js/.exec(pages[0]!) ?? [];
  for (const folder of ["/studio/", "/live-chat/studio/"]) {
    const answer = await fetch(url + folder + script);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toContain("immutable");
  }
  // Another release may have it, behind the same address.
  const nothing = await fetch(`${url}/studio/assets/nothing.js`);
  expect([nothing.status, nothing.headers.get("cache-control")]).toEqual([404, null]);
  expect((await fetch(`${url}/studio/a%20b`)).status).toBe(404);
  const bare = await fetch(`${url}/studio`, { redirect: "manual" });
  expect([bare.status, bare.headers.get("location")]).toEqual([302, "./studio/"]);
});

it("[ST1] takes no address on an app's own server that the app may have", () => {
  for (const path of ["/studio", "/studio/", "/studio/s1"])
    expect(isOwnPath(path, true)).toBe(false);
  for (const path of [
    "/live-chat/studio/",
    "/live-chat/studio/s1",
    "/live-chat/studio/assets/a-b.js",
  ])
    expect(isOwnPath(path, false), path).toBe(true);
});
