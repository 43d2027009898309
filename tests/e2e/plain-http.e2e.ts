import type { ChatServer } from "live-chat-server";
import type { Page } from "playwright/test";

import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.js";
import { expect, test } from "./fixtures.ts";

// Names in place of localhost, for which browsers send Fetch Metadata over plain http, too.
test.use({
  launchOptions: {
    executablePath: await chromiumPath(),
    args: [...CHROMIUM_ARGS, "--host-resolver-rules=MAP *.example 127.0.0.1"],
  },
});

/** A server in a network of its own, and its owner, who is signed in on its pages. */
async function enter(server: ChatServer, page: Page): Promise<string> {
  const { port } = new URL(server.url);
  const { pathname, hash } = new URL((await server.makeOwnerLink()).url);
  const origin = `http://chat.example:${port}`;
  await page.goto(origin + pathname + hash);
  await page.getByLabel("Nickname").fill("달빛공방");
  await page.getByRole("button", { name: /^Become/ }).click();
  await expect(page.getByRole("heading", { name: /^You are/ })).toBeVisible();
  return origin;
}

test("[AD1][ST4] the list of streams is read over plain http, where browsers send no Fetch Metadata", async ({
  startServer,
  newViewer,
}) => {
  const server = await startServer({ guests: true });
  const { page } = await newViewer();
  const origin = await enter(server, page);
  const asked = page.waitForRequest(/staff\/streams/);
  await page.goto(`${origin}/studio/`);
  const headers = await (await asked).allHeaders();
  expect([headers["sec-fetch-site"], headers["origin"]]).toEqual([undefined, undefined]);
  await expect(page.getByRole("textbox", { name: "Open a stream by its id" })).toBeVisible();
  await expect(page.getByText("You look after no stream yet.")).toBeVisible();
  await page.goto(`${origin}/studio/moon:1`);
  const chat = page.locator("live-chat");
  await chat.getByRole("textbox").fill("hello");
  await page.keyboard.press("Enter");
  await expect(chat.getByText("hello")).toBeVisible();
  await page.goto(`${origin}/studio/`);
  await expect(page.getByText("달빛공방: hello")).toBeVisible();
});

test("[AD1] a page of another origin reads nothing over plain http, even with a stolen token", async ({
  browser,
  startServer,
  openSite,
  newViewer,
}) => {
  const server = await startServer({ guests: true, origins: "*" });
  const { page } = await newViewer();
  const asked = page.waitForRequest(
    async (request) => (await request.allHeaders())["authorization"] !== undefined,
  );
  const origin = await enter(server, page);
  await page.goto(`${origin}/studio/`);
  const { authorization = "" } = await (await asked).allHeaders();
  const address = `${origin}/api/v1/staff/streams`;
  expect((await fetch(address.replace("chat.example", "127.0.0.1"))).status).toBe(401);

  const evil = await openSite({ "/": "<!doctype html><title>evil</title>" });
  // Refusals are what is expected of this page.
  const context = await browser.newContext();
  const attacker = await context.newPage();
  await attacker.goto(evil.origin.replace("localhost", "evil.example"));
  const answers: number[] = [];
  attacker.on("response", (response) => {
    if (response.request().method() === "GET" && response.url().startsWith(address))
      answers.push(response.status());
  });
  const read = await attacker.evaluate(
    async ([url, token]) => {
      const modes: RequestInit[] = [
        { mode: "cors" },
        { mode: "no-cors" },
        { mode: "cors", referrerPolicy: "no-referrer" },
        { mode: "cors", credentials: "include" },
      ];
      const texts: string[] = [];
      for (const mode of modes)
        try {
          const answer = await fetch(url!, { ...mode, headers: { authorization: token! } });
          texts.push(`${answer.status} ${await answer.text()}`);
        } catch {
          texts.push("nothing");
        }
      return texts;
    },
    [address, authorization],
  );
  for (const text of read) expect(text).not.toContain("streams");
  // A page that goes there, and a frame whose origin is null.
  await attacker.evaluate(
    ([url, token]) =>
      new Promise<void>((resolve) => {
        const frame = document.createElement("iframe");
        frame.sandbox.add("allow-scripts");
        frame.srcdoc = `<script>fetch(${JSON.stringify(url)}, { headers: { authorization: ${JSON.stringify(token)} } }).finally(() => parent.postMessage("done", "*"))</script>`;
        addEventListener("message", () => resolve(), { once: true });
        document.body.append(frame);
      }),
    [address, authorization],
  );
  await attacker.goto(address);
  expect(answers.length).toBeGreaterThan(0);
  expect(new Set(answers)).not.toContain(200);
  await context.close();
});
