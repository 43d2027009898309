import { describe, expect, it } from "vitest";
import { optionsFromEnvironment, OptionsError } from "../../server/src/options.ts";
import { connect } from "../support/connect.ts";
import { freePort } from "../support/free-port.ts";
import { startServer } from "../support/start-server.ts";
import { join, send } from "../support/stock-client.ts";

/* CHAT_PUBLIC_URL with a path, behind proxies that take the path off and those that leave it. */

async function startUnder(publicUrl: string) {
  const port = await freePort();
  await startServer({ guests: true, host: "127.0.0.1", port, publicUrl });
  return `http://127.0.0.1:${port}`;
}

describe.each([
  ["leaves", "/chat"],
  ["takes off", ""],
])("behind a proxy that %s the path", (_what, path) => {
  it("[EM4] the chat's pages load everything from under it", async () => {
    const at = (await startUnder("https://shop.example/chat/")) + path;
    const page = await (await fetch(`${at}/embed/s1`)).text();
    const links = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) expect(link).toMatch(/^(https:\/\/shop\.example)?\/chat\//);
    for (const file of ["/live-chat.js", "/embed/styles.css", "/overlay/s1", "/api/v1/hello"])
      expect((await fetch(at + file)).status, file).toBe(200);
  });

  it("redirects stay under it", async () => {
    const at = (await startUnder("https://shop.example/chat")) + path;
    for (const [from, to] of [
      ["/embed/", "/chat/embed"],
      ["/sign-in?request=x", "/chat/sign-in/?request=x"],
    ] as const) {
      const { headers } = await fetch(at + from, { redirect: "manual" });
      expect(headers.get("location")).toBe(to);
    }
  });

  it("[EM4] oEmbed knows the frame by its whole address", async () => {
    const at = (await startUnder("https://shop.example/chat")) + path;
    const frame = "https://shop.example/chat/embed/s1";
    const answer = await fetch(`${at}/oembed?url=${encodeURIComponent(frame)}`);
    expect(await answer.json()).toMatchObject({
      provider_url: "https://shop.example/chat",
      html: expect.stringContaining(frame) as string,
    });
    const outside = encodeURIComponent("https://shop.example/embed/s1x/y");
    expect((await fetch(`${at}/oembed?url=${outside}`)).status).toBe(404);
  });

  it.each(["polling", "websocket"])("[SM6] people talk by %s", async (transport) => {
    const url = await startUnder("https://shop.example/chat");
    const client = connect(url, { path: `${path}/socket.io/`, transports: [transport] });
    await join(client, "s1", "민지");
    expect(await send(client, "s1", "hello")).toMatchObject({ message: "hello" });
  });
});

it("[AD8] the document of the HTTP interface names the path", async () => {
  const url = await startUnder("https://shop.example/chat");
  const answer = await fetch(`${url}/chat/api/v1/openapi.json`);
  expect(await answer.json()).toMatchObject({ servers: [{ url: "/chat/api/v1" }] });
});

it("the path alone leads to what is under it, where relative addresses are right", async () => {
  const url = await startUnder("https://shop.example/chat");
  const { status, headers } = await fetch(`${url}/chat?stream=s1`, { redirect: "manual" });
  expect([status, headers.get("location")]).toEqual([301, "/chat/?stream=s1"]);
});

it("[CN5] the server's own pages are those of the origin, whatever the path", async () => {
  const url = await startUnder("https://shop.example/chat");
  const ask = (origin: string) =>
    fetch(`${url}/chat/socket.io/?EIO=4&transport=polling`, { headers: { origin } });
  expect((await ask("https://shop.example")).status).toBe(200);
  expect((await ask("https://shop.example.evil")).status).toBe(403);
});

it.each([
  "https://shop.example/chat",
  "https://shop.example/a/b.c/chat-1/",
  "https://shop.example/",
])("CHAT_PUBLIC_URL may be %s", (url) => {
  const env = { CHAT_PUBLIC_URL: url, CHAT_GUESTS: "true" };
  expect(optionsFromEnvironment(env).publicUrl).toBe(url.replace(/\/$/, ""));
});

it.each([
  "https://shop.example/api",
  "https://shop.example/embed/chat",
  "https://shop.example/v/2",
  "https://shop.example/shop/v/2",
  "https://shop.example/sign-in",
  "https://shop.example/live-chat",
  "https://shop.example/packages",
  "https://shop.example/studio/tonight",
  "https://shop.example/chat?x=1",
  "https://shop.example/chat#x",
  "https://shop.example//chat",
  "https://shop.example/../chat",
  "https://u:p@shop.example/chat",
  "https://shop.example/채팅",
  "ftp://shop.example/chat",
])("CHAT_PUBLIC_URL may not be %s", (url) => {
  expect(() => optionsFromEnvironment({ CHAT_PUBLIC_URL: url, CHAT_GUESTS: "true" })).toThrow(
    OptionsError,
  );
});
