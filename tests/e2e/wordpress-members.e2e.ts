import type { ChatServerOptions } from "live-chat-server";

import { freePort } from "../support/free-port.ts";
import { SIGN_IN } from "../support/tokens.ts";
import { expect, test as base } from "./fixtures.ts";
import type { Viewer } from "./viewer.ts";
import { openWordPressSite, type WordPressSite } from "./wordpress-site.ts";

const PEOPLE = {
  minji: { ID: 17, display_name: "김민지", roles: ["subscriber"] },
  boss: { ID: 1, display_name: "사장님", roles: ["administrator"] },
};

const test = base.extend<{ openShop: (options?: ChatServerOptions) => Promise<WordPressSite> }>({
  // The viewers' pages close first: they come after this in the test's own list.
  openShop: async ({ startServer }, use) => {
    const sites: WordPressSite[] = [];
    await use(async (options = {}) => {
      const port = await freePort();
      const site = await openWordPressSite(PEOPLE, {
        live_chat_server: `http://localhost:${port}`,
        live_chat_secret: SIGN_IN.jwtSecret,
        live_chat_names: "masked",
      });
      sites.push(site);
      const { jwtSecret } = SIGN_IN;
      await startServer({ port, jwtSecret, origins: [site.origin], ...options });
      return site;
    });
    await Promise.all(sites.map((site) => site.close()));
  },
});

const namesOf = (viewer: Viewer) => viewer.chat.locator('[part~="name"]');

async function logIn(viewer: Viewer, site: WordPressSite, name: string): Promise<void> {
  await viewer.watch(`${site.origin}/wp-login.php?as=${name}`);
}

test("behind a cache of whole pages, members write as themselves, and visitors who are logged out only read", async ({
  openShop,
  newViewer,
}) => {
  const site = await openShop();
  const [minji, boss, passer] = [await newViewer(), await newViewer(), await newViewer()];
  await Promise.all([
    logIn(minji, site, "minji"),
    logIn(boss, site, "boss"),
    passer.watch(site.origin),
  ]);
  await minji.say("from a member");
  await minji.sees("from a member");
  await boss.say("from the owner");
  for (const viewer of [minji, boss, passer]) {
    await viewer.sees("from a member", "from the owner");
    await expect(namesOf(viewer)).toHaveText([/^김\*지/, /^사장님/]);
  }
  await expect(passer.composer).toHaveCount(0);
  // Nobody's token is in the page, and whoever is not logged in costs the site no request.
  expect(site.page).not.toMatch(/ey[\w-]+\.|김|사장/);
  expect(await passer.page.evaluate(() => document.cookie)).toBe("");
  expect(site.asked()).toBe(2);
});

test("the chat's button leads to the site's log-in, and back as a member", async ({
  openShop,
  newViewer,
}) => {
  const site = await openShop();
  const viewer = await newViewer();
  await viewer.watch(`${site.origin}/#chat`);
  await viewer.chat.getByRole("button", { name: /^Sign in/ }).click();
  await viewer.page.getByLabel("Name").fill("minji");
  await viewer.page.getByRole("button", { name: "Log in" }).click();
  await viewer.isLive();
  expect(new URL(viewer.page.url()).hash).toBe("#chat");
  await viewer.say("here I am");
  await viewer.sees("here I am");
});

for (const [way, guests] of [
  ["read-only", false],
  ["a guest's", true],
] as const) {
  test(`a chat whose visitor logs out in another tab becomes ${way}, and another's who logs in there`, async ({
    openShop,
    newViewer,
  }) => {
    const site = await openShop({ guests });
    const viewer = await newViewer();
    await logIn(viewer, site, "minji");
    await viewer.say("as a member");
    await viewer.sees("as a member");
    const otherTab = await viewer.page.context().newPage();
    await otherTab.goto(`${site.origin}/logout`);
    await expect(viewer.chat.getByRole("button", { name: /^Sign in/ })).toBeVisible();
    await expect(viewer.composer).toHaveCount(0);
    await otherTab.goto(`${site.origin}/wp-login.php?as=boss`);
    await viewer.say("as the owner");
    await expect(namesOf(viewer)).toHaveText([/^김\*지/, /^사장님/]);
    await otherTab.close();
  });
}

test("a page of another site learns from the visitor's browser nothing about who they are", async ({
  openShop,
  openSite,
  newViewer,
}) => {
  const site = await openShop();
  const viewer = await newViewer();
  viewer.expectTroubles();
  await logIn(viewer, site, "minji");
  const evil = await openSite({ "/": "<!doctype html><title>Evil</title>" });
  // Another port is another origin to which the browser sends the same cookies along.
  await viewer.page.goto(evil.origin);
  const address = `${site.origin}/wp-json/live-chat/v1/token`;
  const before = site.asked();
  const read = await viewer.page.evaluate(async (url) => {
    const ask = (more: RequestInit) => fetch(url, { credentials: "include", ...more });
    const answers = [await ask({ method: "POST" }), await ask({}), await ask({ mode: "no-cors" })];
    return Promise.all(answers.map((answer) => answer.text()));
  }, address);
  expect(site.asked() - before).toBe(3);
  for (const text of read) expect(text).not.toContain("token");
});
