import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { codeIn } from "../support/doc-code.ts";
import { removeFolder } from "../support/remove-folder.ts";
import { SIGN_IN } from "../support/tokens.ts";
import { expect, test as base } from "./fixtures.ts";

/* docs/members.md: its lines for the page, and its sample in Node. */
const GUIDE = "docs/members.md";

interface Site {
  origin: string;
  /** What the site serves besides the token. */
  page: string;
  /** Who is logged in. */
  user: { id: number; name: string; isStaff: boolean } | undefined;
}

type ChatToken = (
  request: IncomingMessage,
  response: ServerResponse,
  user: Site["user"],
) => unknown;

const test = base.extend<{ site: Site }>({
  site: async ({}, use) => {
    const dir = mkdtempSync(join(tmpdir(), "live-chat-members-"));
    const path = join(dir, "chat-token.mjs");
    writeFileSync(path, codeIn(GUIDE, "js", "export function chatToken"));
    process.env["CHAT_JWT_SECRET"] = SIGN_IN.jwtSecret;
    const { chatToken } = (await import(pathToFileURL(path).href)) as { chatToken: ChatToken };
    const site: Site = { origin: "", page: "", user: undefined };
    const server = createServer((request, response) => {
      if (request.url === "/chat-token") return chatToken(request, response, site.user);
      response.setHeader("content-type", "text/html; charset=utf-8");
      return response.end(site.page);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    site.origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    await use(site);
    server.closeAllConnections();
    server.close();
    delete process.env["CHAT_JWT_SECRET"];
    removeFolder(dir);
  },
});

test("the guide's page has its visitor in the chat, and reads along once they have logged out", async ({
  site,
  startServer,
  newViewer,
}) => {
  const { jwtSecret } = SIGN_IN;
  const { url } = await startServer({ jwtSecret, origins: [site.origin] });
  site.page = `<!doctype html><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
    <script type="module" src="${url}/live-chat.js"></script>
    <live-chat stream-id="s1" lang="en"></live-chat>
    ${codeIn(GUIDE, "html", "/chat-token")}`;
  site.user = { id: 17, name: "김민지", isStaff: false };
  const viewer = await (await newViewer()).watch(site.origin);
  await viewer.say("안녕하세요");
  await viewer.sees("안녕하세요");
  await expect(viewer.chat.locator('[part~="name"]')).toContainText("김민지");

  site.user = undefined;
  await viewer.page.evaluate(() => document.querySelector("live-chat")!.reauthenticate());
  await expect(viewer.chat.getByRole("button", { name: /^Sign in/ })).toBeVisible();
  await expect(viewer.composer).toHaveCount(0);
  await viewer.sees("안녕하세요");
});
