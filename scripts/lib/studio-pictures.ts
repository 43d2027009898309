import { join } from "node:path";

import type { Browser } from "playwright";
import { io } from "socket.io-client";

import { SIGN_IN, tokenOf } from "../../tests/support/tokens.ts";
import { buildIfStale } from "../build.ts";
import { ROOT } from "./paths.ts";

const FOLDER = join(ROOT, "docs/pictures/studio");
const SHOWS: Readonly<Record<string, string>> = {
  "moonlight:2026-12-24": "The white jar is back in stock",
  "moonlight:2026-12-25": "See you at eight",
  "sunrise:live": "Good morning",
};

/** Takes a picture of the list of streams, of which one channel has a name. */
export async function takeStudioPictures(browser: Browser): Promise<void> {
  await buildIfStale();
  const { createChatServer } = await import("../../server/dist/index.js");
  const server = await createChatServer({
    ...SIGN_IN,
    port: 0,
    databaseUrl: "memory:",
    logLevel: "silent",
  });
  const token = await tokenOf("host", { chat_role: "owner", name: "Mina" });
  const host = io(server.url, { forceNew: true, transports: ["websocket"], auth: { token } });
  for (const [streamId, message] of Object.entries(SHOWS)) {
    await host.emitWithAck("join-room", { streamId });
    await host.emitWithAck("send-message", { streamId, message });
  }
  const action = { kind: "set-name", name: "Moonlight Pottery" };
  const streamId = "moonlight:2026-12-24";
  await host.emitWithAck("moderate", { streamId, scope: "channel", action });
  const context = await browser.newContext({
    viewport: { width: 800, height: 620 },
    reducedMotion: "reduce",
    locale: "en-US",
  });
  const page = await context.newPage();
  await page.goto((await server.makeOwnerLink()).url);
  await page.getByLabel("Nickname").fill("Mina");
  await page.getByRole("button", { name: /^Become/ }).click();
  await page.getByRole("heading", { name: /^You are/ }).waitFor();
  await page.goto(`${server.url}/studio/`);
  await page.getByText("Moonlight Pottery ·").first().waitFor();
  await page.screenshot({ path: join(FOLDER, "list.png") });
  await context.close();
  host.close();
  await server.close();
  console.log("docs/pictures/studio/list.png");
}
