import { describe, expect, it } from "vitest";
import { MARKED_LINKS } from "../support/marked-links.ts";
import { findLinks } from "../../../widget/src/element/feed/links/find-links.ts";

/** What is linked of a text, as it stands there. */
function linked(text: string): string[] {
  return findLinks(text).map(({ start, end }) => text.slice(start, end));
}

describe("the addresses in a text", () => {
  for (const [language, ...texts] of MARKED_LINKS)
    it.each(texts)(`${language}: %s`, (marked) => {
      const text = marked.replaceAll(/[«»]/g, "");
      expect(linked(text)).toEqual([...marked.matchAll(/«(.*?)»/g)].map(([, link]) => link));
    });

  it.each([
    ["www.example.com/a", "https://www.example.com/a"],
    ["HTTPS://EXAMPLE.COM/A", "https://example.com/A"],
    ["http://example.com", "http://example.com/"],
    ["https://한국.kr/달", "https://xn--3e0b707e.kr/%EB%8B%AC"],
  ])("%s leads to %s", (text, href) => {
    expect(findLinks(text).map((link) => link.href)).toEqual([href]);
  });

  it.each([
    ["https://example.com/a", "https://example.com/a"],
    ["https://한국.kr/달", "https://한국.kr/달"],
    ["https://例え.jp", "https://例え.jp"],
    // A Cyrillic letter among Latin ones, and a word all in Cyrillic.
    ["https://\u0430pple.com/x", "https://xn--pple-43d.com/x"],
    ["https://\u0430\u0440\u0440\u04cf\u0435.com", "https://xn--80ak6aa92e.com"],
    ["https://g\u03bf\u03bfgle.com", "https://xn--ggle-0nda.com"],
    ["https://m\u00fcnchen.de", "https://xn--mnchen-3ya.de"],
    ["https://www.kbs뉴스.com/a", "https://www.xn--kbs-r02mq16d.com/a"],
    ["https://%65xample.com/", "https://example.com/"],
    ["https://3232235777/", "https://192.168.1.1/"],
    ["https://ex\u0251mple.com", "https://xn--exmple-cxc.com"],
  ])("%s is shown as %s", (text, label) => {
    expect(findLinks(text).map((link) => link.label)).toEqual([label]);
  });

  it("comes to an end with a text made to take long", () => {
    for (const part of [
      "https://a.b",
      "(",
      "www.",
      "https://a.b/(",
      "가a",
      ".가",
      "에서",
      "[(",
      "~*!",
    ]) {
      const text = `https://a.b/${part.repeat(Math.floor(5_000 / part.length))}`;
      // An expression that goes back and forth would not end within the test's time.
      for (const { label } of findLinks(text)) expect(text).toContain(label);
    }
  });
});
