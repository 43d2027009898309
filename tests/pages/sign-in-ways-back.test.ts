import { describe, expect, it } from "vitest";
import { parseReturnPage } from "../../server/src/auth/return-page.ts";
import { findApp, outsideUrl } from "../../pages/sign-in/in-app-browser.ts";

const origin = "https://shop.example";

describe("[SI3] the page to go back to", () => {
  it.each([
    ["https://shop.example/live?id=1#top", "https://shop.example/live?id=1"],
    ["https://shop.example", "https://shop.example/"],
  ])("may be %s", (address, page) => {
    expect(parseReturnPage(address, origin)).toBe(page);
  });

  it.each([
    "https://shop.example.evil.test/",
    "https://evil.test/https://shop.example/",
    "https://shop.example@evil.test/",
    "https://shop.example:8443/",
    "http://shop.example/",
    "//shop.example/",
    "javascript:alert(1)//https://shop.example",
    "blob:https://shop.example/0",
    "",
  ])("is never %j", (address) => {
    expect(parseReturnPage(address, origin)).toBeUndefined();
  });
});

describe("the browser of an app", () => {
  it.each([
    ["Mozilla/5.0 (iPhone) Mobile/15E148 KAKAOTALK 10.4.5", "kakaotalk"],
    ["Mozilla/5.0 (iPhone) Safari Line/14.1.0", "line"],
    ["Mozilla/5.0 (Linux; Android 14) NAVER(inapp; search; 1200; 12.3)", "other"],
    ["Mozilla/5.0 (iPhone) Instagram 300.0", "other"],
    ["Mozilla/5.0 (iPhone) [FBAN/FBIOS;FBAV/440.0]", "other"],
    ["Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36", undefined],
    ["Mozilla/5.0 (X11; Linux) Firefox/140.0 Online/1", undefined],
  ])("is told by %s", (userAgent, app) => {
    expect(findApp(userAgent)).toBe(app);
  });

  it.each([
    ["kakaotalk", "kakaotalk://web/openExternal?url=https%3A%2F%2Fshop.example%2Flive%3Fa%3D1"],
    ["line", "https://shop.example/live?a=1&openExternalBrowser=1"],
    ["other", undefined],
  ] as const)("opens a page outside of %s, where it can", (app, url) => {
    expect(outsideUrl(app, "https://shop.example/live?a=1")).toBe(url);
  });
});
