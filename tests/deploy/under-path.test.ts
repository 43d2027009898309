import { chromium, type BrowserContext, type Page } from "playwright";
import { describe, expect, it, onTestFinished } from "vitest";
import { openOtherSite } from "../e2e/other-site.ts";
import { startSupabaseAuth } from "../fakes/supabase-auth/start-supabase-auth.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.js";
import { freePort } from "../support/free-port.ts";
import { startPathCaddy, startPathNginx, type StartPathProxy } from "../support/proxies.ts";
import { startServer } from "../support/start-server.ts";
import { askProxy } from "./ask-proxy.ts";

/* deploy/nginx-path.conf and deploy/Caddyfile-path, run by the real nginx and Caddy. */
const PROXIES: [string, StartPathProxy][] = [
  ["nginx", startPathNginx],
  ["Caddy", startPathCaddy],
];

const MINJI = {
  email: "minji@example.com",
  password: "moon-jar-7",
  userMetadata: { nickname: "Minji" },
};

/** A page with the chat by one script tag. */
function pageWith(script: string): string {
  return (
    `<!doctype html><html lang="en"><link rel="icon" href="data:,"><h1>Shop</h1>` +
    `<script type="module" src="${script}" data-stream-id="s1"></script></html>`
  );
}

/** A shop with a chat under `/chat/`, and another site that embeds the same chat. */
async function openShop(startProxy: StartPathProxy) {
  const supabase = await startSupabaseAuth();
  onTestFinished(() => supabase.close());
  supabase.accounts.add(MINJI);
  const shop = await openOtherSite({ "/": pageWith("/chat/live-chat.js") });
  onTestFinished(() => shop.close());
  const pages: Record<string, string> = {};
  const other = await openOtherSite(pages);
  onTestFinished(() => other.close());
  const port = await freePort();
  const proxy = await startProxy(port, Number(new URL(shop.origin).port));
  pages["/"] = pageWith(`${proxy.url}/chat/live-chat.js`);
  await startServer({
    host: "127.0.0.1",
    port,
    publicUrl: `${proxy.url}/chat`,
    trustProxy: "127.0.0.1",
    origins: [other.origin],
    supabaseUrl: supabase.url,
    supabaseKey: supabase.publishableKey,
    signIn: ["password"],
    guests: true,
  });
  return { proxy, other };
}

/** A browser that takes the proxy's certificate; what goes wrong on its pages, and what they ask for. */
async function openBrowser() {
  const executablePath = await chromiumPath();
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  onTestFinished(() => browser.close());
  const context = await browser.newContext({ ignoreHTTPSErrors: true, locale: "en-US" });
  const asked: string[] = [];
  const troubles: string[] = [];
  context.on("request", (request) => void asked.push(request.url()));
  context.on("response", (response) => {
    if (response.status() >= 400) troubles.push(`${response.status()} ${response.url()}`);
  });
  context.on("weberror", (error) => void troubles.push(error.error().message));
  return { context, asked, troubles };
}

async function open(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

function sees(page: Page, text: string): Promise<void> {
  return page.locator('live-chat [part~="text"]', { hasText: text }).waitFor();
}

/** Signs in by the pop-up and writes. */
async function signInAndSay(page: Page, text: string): Promise<void> {
  const opened = page.waitForEvent("popup");
  await page.locator('live-chat [part~="sign-in"]').click();
  const popUp = await opened;
  await popUp.waitForURL("**/chat/sign-in/**");
  await popUp.getByRole("button", { name: "Sign in with a password" }).click();
  await popUp.getByLabel("E-mail").fill(MINJI.email);
  await popUp.getByLabel("Password").fill(MINJI.password);
  const closed = popUp.waitForEvent("close");
  await popUp.getByRole("button", { name: "Continue" }).click();
  await closed;
  const field = page.locator("live-chat").getByRole("textbox", { name: "Write a message" });
  await field.fill(text);
  await field.press("Enter");
  await sees(page, text);
}

describe.each(PROXIES)("under a path behind %s", (_name, startProxy) => {
  it("[EM1][EM4][SI3] people chat on the shop's page, another site's, in the frame and the overlay, and sign in", async () => {
    const { proxy, other } = await openShop(startProxy);
    const { context, asked, troubles } = await openBrowser();
    const own = await open(context, `${proxy.url}/`);
    await signInAndSay(own, "from the shop");
    // Somebody else: at the chat's own page the first has signed in already.
    const stranger = await openBrowser();
    await signInAndSay(await open(stranger.context, `${other.origin}/`), "from elsewhere");
    for (const path of ["/chat/embed/s1", "/chat/overlay/s1"]) {
      const page = await open(context, proxy.url + path);
      await sees(page, "from the shop");
      await sees(page, "from elsewhere");
    }
    const start = await open(context, `${proxy.url}/chat/embed`);
    await start.getByText(`${proxy.url}/chat/live-chat.js`).first().waitFor();

    // Nothing of the chat is asked for beside the path.
    const beside = [...asked, ...stranger.asked].filter(
      (url) => url.startsWith(proxy.url) && !url.startsWith(`${proxy.url}/chat/`),
    );
    expect(beside).toEqual([`${proxy.url}/`]);
    expect([...troubles, ...stranger.troubles]).toEqual([]);
  });

  it("the path without a slash redirects into the chat, other paths stay the shop's, and nobody reaches the metrics", async () => {
    const { proxy } = await openShop(startProxy);
    const alone = await askProxy(proxy, "/chat?stream=s1");
    expect([alone.status, alone.headers.location]).toEqual([301, "/chat/?stream=s1"]);
    expect((await askProxy(proxy, "/")).text).toContain("<h1>Shop</h1>");
    expect((await askProxy(proxy, "/chatter")).status).toBe(404);
    expect((await askProxy(proxy, "/chat/readyz")).text).toBe('{"ok":true}');
    for (const path of [
      ...["/chat/metrics", "/chat/Metrics/", "/chat/api/v1/metrics", "/chat/metrics/1"],
      ...["/chat//metrics", "/chat/x/../metrics", "/chat/%6detrics"],
    ])
      expect([path, (await askProxy(proxy, path)).status]).toEqual([path, 404]);
  });
});
