import { createConnection } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { attributesFrom, embedHtml } from "../../server/src/transport/embed-html.ts";
import type { ChatServerOptions } from "../../server/src/settings.ts";
import { startServer } from "../support/start-server.ts";

describe("embedded pages", () => {
  test("take from the query what the element has, and nothing else", () => {
    expect(
      attributesFrom("chat", {
        theme: "dark",
        lang: "ko-KR",
        "no-header": "",
        "read-only": "false",
        "fade-after": "8",
        onclick: "alert(1)",
        "server-url": "https://evil.example",
        "stream-id": "other",
        density: ["compact"],
      }),
    ).toEqual({ theme: "dark", lang: "ko-KR", "no-header": "" });
    expect(
      attributesFrom("overlay", { "fade-after": "8", "max-rows": "0", theme: '"><script>' }),
    ).toEqual({ "fade-after": "8" });
    expect(attributesFrom("chat", JSON.parse('{"__proto__":{"theme":"dark"}}'))).toEqual({});
  });

  test("write every value as a value", () => {
    const html = embedHtml(
      { "stream-id": `"><img src=x onerror=alert(1)>&'` },
      { lang: "en", styles: "/embed/styles.css", oembedUrl: 'https://x/?"' },
    );
    expect(html).not.toContain("<img");
    expect(html).toContain("&#34;&#62;&#60;img src=x onerror=alert(1)&#62;&#38;&#39;");
    expect(html).toContain('href="https://x/?&#34;"');
  });

  test.each([
    ["th-TH,th;q=0.9,en;q=0.8", "", "th"],
    ["de,ko;q=0.5", "", "ko"],
    ["de", "", "en"],
    ['"><script>', "", "en"],
    ["th", "?lang=ja", "ja"],
  ])("speak to a browser of %j, asked with %j, in %j", async (accepted, query, lang) => {
    const { url } = await startServer();
    const answer = await fetch(`${url}/embed/show${query}`, {
      headers: { "accept-language": accepted },
    });
    expect(answer.headers.get("vary")).toContain("Accept-Language");
    expect(await answer.text()).toContain(`<html lang="${lang}">`);
  });

  test.each([
    ["embed", "en", "", "Live chat: my-show"],
    ["embed", "ko-KR", "", "실시간 채팅: my-show"],
    ["overlay", "de", ' lang="en"', "Live chat: my-show"],
  ])("/%s asked with %s has a title, a main part and a heading", async (path, lang, of, title) => {
    const { url } = await startServer();
    const page = await (await fetch(`${url}/${path}/my-show?lang=${lang}`)).text();
    expect(page).toContain(`<title>${title}</title>`);
    expect(page).toContain(`<main>\n      <h1${of}>${title}</h1>\n      <live-chat`);
    const sheet = /<link rel="stylesheet" href="([^"]+)"/.exec(page)![1]!;
    expect(await (await fetch(url + sheet)).text()).toContain("h1{position:absolute");
  });

  test("may be framed by the pages that may embed the chat", async () => {
    const framing = async (options: ChatServerOptions) => {
      const { url } = await startServer(options);
      const { headers } = await fetch(`${url}/embed/show`);
      expect(headers.get("x-frame-options")).toBeNull();
      return /frame-ancestors ([^;]*)/.exec(headers.get("content-security-policy") ?? "")?.[1];
    };
    const guests = true;
    expect(await framing({ guests, origins: ["https://shop.example"] })).toBe(
      "'self' https://shop.example",
    );
    expect(await framing({ guests, origins: "*" })).toBe("*");
    expect(await framing({})).toBe("'self' http://localhost:* http://127.0.0.1:*");
  });

  test("answer 404 or 400 where the path has no valid stream id", async () => {
    const { url } = await startServer();
    expect((await fetch(`${url}/embed/show`)).status).toBe(200);
    expect((await fetch(`${url}/overlay/show?max-rows=3`)).status).toBe(200);
    // However it is written, it is not led in circles.
    for (const folder of ["/embed/", "/EMBED/", "/Embed/?theme=dark"])
      expect((await fetch(`${url}${folder}`)).redirected, folder).toBe(true);
    expect((await fetch(`${url}/embed/no%20stream`)).status).toBe(404);
    expect((await fetch(`${url}/embed/%ff`)).status).toBe(400);
  });

  test("are described by oEmbed, with how to frame them", async () => {
    const { url } = await startServer();
    const ask = (of: string, more = "") =>
      fetch(`${url}/oembed?url=${encodeURIComponent(of)}${more}`);
    const page = await (await fetch(`${url}/embed/show?theme=dark`)).text();
    const discovered = /json\+oembed" href="([^"]*)"/.exec(page)?.[1]?.replaceAll("&#38;", "&");
    const answer = (await (await fetch(`${discovered}&maxwidth=320`)).json()) as object;
    expect(answer).toMatchObject({ type: "rich", version: "1.0", width: 320, height: 600 });
    expect(answer).toHaveProperty(
      "html",
      expect.stringContaining(`<iframe src="${url}/embed/show?theme=dark" width="320"`),
    );
    expect((await ask("https://evil.example/embed/show")).status).toBe(404);
    expect((await ask(`${url}/sign-in`)).status).toBe(404);
    expect((await ask("nonsense")).status).toBe(404);
    expect((await ask(`${url}/embed/show`, "&format=xml")).status).toBe(501);
  });

  test.each(["[", "a b", "", "shop:x"])("are nowhere for who calls the server %j", async (host) => {
    const { url } = await startServer({ guests: true });
    const { hostname, port } = new URL(url);
    const socket = createConnection(Number(port), hostname);
    socket.write(`GET /oembed?url=x HTTP/1.0\r\nHost: ${host}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 404 /);
  });
});
