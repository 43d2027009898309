import type { APIResponse, Page } from "playwright/test";

import { expect, test as base } from "../../e2e/fixtures.ts";
import type { Viewer } from "../../e2e/viewer.ts";
import { freePort } from "../../support/free-port.ts";
import { openRealSite, type RealSite } from "./real-site.ts";

/*
 * The plugin in a whole WordPress, behind a cache that keeps every page for everybody. One way
 * through it all, as an administrator and their visitors would go; the steps build on each other.
 */

const SECRET = "a secret that is long enough to sign with";
const PEOPLE = {
  boss: { display_name: "사장님", role: "administrator" },
  minji: { display_name: "김민지", role: "subscriber" },
  jun: { display_name: "이준", role: "editor" },
  mallory: { display_name: "관리자", role: "subscriber" },
  sora: { display_name: "소라", role: "administrator", locale: "ko_KR" },
};

const test = base.extend<object, { site: RealSite; chatPort: number }>({
  site: [
    async ({}, use) => {
      const site = await openRealSite(PEOPLE);
      console.log(`WordPress ${site.version}`);
      await use(site);
      const warnings = site.warnings();
      await site.close();
      expect(warnings).toEqual([]);
    },
    { scope: "worker", timeout: 120_000 },
  ],
  chatPort: [async ({}, use) => use(await freePort()), { scope: "worker" }],
});

test.describe.configure({ mode: "serial" });

async function logIn({ page }: Viewer, site: RealSite, name: string): Promise<void> {
  // The profile, where WordPress leads many, fails in its own script if one leaves it soon.
  const to = encodeURIComponent(`${site.origin}/?logged-in`);
  await page.goto(`${site.origin}/wp-login.php?redirect_to=${to}`);
  await page.locator("#user_login").fill(name);
  await page.locator("#user_pass").fill(site.password);
  await page.locator("#wp-submit").click();
  await page.waitForURL(/logged-in$/);
}

const namesOf = (viewer: Viewer) => viewer.chat.locator('[part~="name"]');
const tokenAddress = (site: RealSite) => `${site.origin}/wp-json/live-chat/v1/token`;

/** Asks with the visitor's cookies, with whatever headers a browser would never let a page send. */
function ask(page: Page, url: string, method: string, headers: Record<string, string>) {
  return page.request.fetch(url, { method, headers });
}

async function expectNoToken(answer: APIResponse): Promise<void> {
  expect(await answer.text()).not.toMatch(/ey[\w-]{10,}\./);
}

test("an administrator sets the plugin up, and the page never shows the secret again", async ({
  site,
  chatPort,
  newViewer,
}) => {
  const boss = await newViewer();
  await logIn(boss, site, "boss");
  const { page } = boss;
  await page.goto(`${site.origin}/wp-admin/options-general.php?page=live-chat`);
  await expect(page.getByText(site.origin, { exact: true })).toBeVisible();
  await page.getByLabel("Chat server").fill(`http://localhost:${chatPort}`);
  await page.getByLabel("Secret").fill(SECRET);
  await page.getByLabel("Name", { exact: true }).selectOption("masked");
  await page.getByLabel("Editor").selectOption("moderator");
  await page.getByLabel("Subscriber").selectOption("owner");
  await page.getByRole("button", { name: "Save Changes" }).click();
  await expect(page.getByText("It stays a member.")).toBeVisible();
  await expect(page.getByText("A secret is set.")).toBeVisible();
  await expect(page.getByLabel("Subscriber")).toHaveValue("member");
  await expect(page.getByLabel("Editor")).toHaveValue("moderator");
  await expect(page.getByLabel("Administrator")).toHaveValue("owner");
  expect(await page.content()).not.toContain(SECRET);

  // When the form is saved again with an empty field, the secret stays.
  await page.getByRole("button", { name: "Save Changes" }).click();
  await expect(page.getByText("Settings saved.")).toBeVisible();
  await expect(page.getByText("A secret is set.")).toBeVisible();
});

test("nobody else changes the settings, and another site's page cannot have it done", async ({
  site,
  newViewer,
}) => {
  const [boss, minji] = [await newViewer(), await newViewer()];
  for (const viewer of [boss, minji]) viewer.expectNetworkFailures();
  await logIn(boss, site, "boss");
  await logIn(minji, site, "minji");
  const form = {
    option_page: "live_chat",
    action: "update",
    live_chat_server: "https://evil.example",
  };
  for (const { page } of [boss, minji]) {
    const answer = await page.request.post(`${site.origin}/wp-admin/options.php`, { form });
    expect(answer.status()).toBe(403);
  }
  const settings = `${site.origin}/wp-admin/options-general.php?page=live-chat`;
  expect((await minji.page.goto(settings))!.status()).toBe(403);
  await boss.page.goto(settings);
  await expect(boss.page.getByLabel("Chat server")).toHaveValue(/localhost/);
});

test("the settings and the block's editor are in Korean for those who read Korean", async ({
  site,
  newViewer,
}) => {
  const sora = await newViewer();
  // The editor loads a font from elsewhere.
  sora.expectNetworkFailures();
  await logIn(sora, site, "sora");
  await sora.page.goto(`${site.origin}/wp-admin/options-general.php?page=live-chat`);
  await expect(sora.page.getByLabel("비밀 키")).toBeVisible();
  await expect(sora.page.getByText("비밀 키가 저장되어 있습니다.")).toBeVisible();
  await sora.page.goto(`${site.origin}/wp-admin/post-new.php?post_type=page`);
  const label = () =>
    (window as unknown as { wp: { i18n: { __: (...given: string[]) => string } } }).wp.i18n.__(
      "Stream id",
      "live-chat",
    );
  expect(await sora.page.evaluate(label)).toBe("스트림 ID");
});

test("two members, staff and somebody who is logged out look at one cached page, and each is who they are", async ({
  site,
  chatPort,
  startServer,
  newViewer,
}) => {
  await startServer({ port: chatPort, jwtSecret: SECRET, origins: [site.origin] });
  const [minji, jun, boss, mallory, passer] = [
    await newViewer(),
    await newViewer(),
    await newViewer(),
    await newViewer(),
    await newViewer(),
  ];
  await logIn(minji, site, "minji");
  await logIn(jun, site, "jun");
  await logIn(boss, site, "boss");
  await logIn(mallory, site, "mallory");
  const pages: string[] = [];
  // The cache keeps what WordPress made for Minji.
  for (const [viewer, kept] of [
    [minji, "MISS"],
    [jun, "HIT"],
    [boss, "HIT"],
    [mallory, "HIT"],
    [passer, "HIT"],
  ] as const) {
    const answer = (await viewer.page.goto(`${site.origin}/show/`))!;
    expect(answer.headers()["x-cache"]).toBe(kept);
    pages.push(await answer.text());
    await viewer.isLive();
  }
  expect(new Set(pages).size).toBe(1);
  expect(pages[0]).toContain('data-members="/wp-json/live-chat/v1/token"');
  expect(pages[0]).not.toMatch(/ey[\w-]{10,}\.|김민지|minji|wp-17/);
  expect(pages[0]).not.toContain(SECRET);

  await minji.say("a member");
  await minji.sees("a member");
  await jun.say("a moderator");
  await jun.sees("a member", "a moderator");
  await boss.say("the owner");
  await boss.sees("a member", "a moderator", "the owner");
  await mallory.say("not who I say I am");
  for (const viewer of [minji, passer]) {
    await expect(viewer.texts).toHaveCount(4);
    await expect(namesOf(viewer)).toHaveText([/^김\*지/, /^이준/, /^사장님/, /^Member \d+/]);
  }
  await expect(passer.composer).toHaveCount(0);
  const roles = boss.chat.locator('[part~="badge"]');
  await expect(roles).toHaveText([/Moderator/, /Owner|Host/]);

  // By WordPress's own way out, in another tab.
  const otherTab = await minji.page.context().newPage();
  await otherTab.goto(`${site.origin}/wp-login.php?action=logout`);
  await otherTab.getByRole("link", { name: "log out" }).click();
  await otherTab.waitForURL(/loggedout/);
  await expect(minji.composer).toHaveCount(0);
  await expect(minji.chat.getByRole("button", { name: /^Sign in/ })).toBeVisible();
  await otherTab.close();

  await minji.chat.getByRole("button", { name: /^Sign in/ }).click();
  await minji.page.locator("#user_login").fill("jun");
  await minji.page.locator("#user_pass").fill(site.password);
  await minji.page.locator("#wp-submit").click();
  await minji.page.waitForURL(/show/);
  await minji.say("somebody else now");
  await expect(namesOf(passer).last()).toHaveText(/^이준/);
});

test("the token is given to pages of the site alone, and kept by nobody", async ({
  site,
  newViewer,
}) => {
  const [minji, passer] = [await newViewer(), await newViewer()];
  await logIn(minji, site, "minji");
  const own = { origin: site.origin, "sec-fetch-site": "same-origin" };
  const address = tokenAddress(site);
  const answer = await ask(minji.page, address, "POST", own);
  expect(await answer.json()).toEqual({ token: expect.stringMatching(/^ey.+\..+\..+$/) });
  expect(answer.headers()["cache-control"]).toBe("no-store, private");
  const nobody = await ask(passer.page, address, "POST", own);
  expect(await nobody.json()).toEqual({ token: null });

  for (const [method, query, headers] of [
    ["POST", "", { origin: "https://evil.example" }],
    ["POST", "", { origin: "null" }],
    ["POST", "", {}],
    ["POST", "", { ...own, "sec-fetch-site": "cross-site" }],
    ["GET", "", own],
    ["GET", "?_method=POST", own],
    ["GET", "?_method=POST&_jsonp=steal", {}],
    ["GET", "?_method=POST&_envelope", own],
    ["POST", "?_method=GET", own],
    ["OPTIONS", "", { origin: "https://evil.example" }],
  ] as const)
    await expectNoToken(await ask(minji.page, address + query, method, headers));
  // The same interface by its other address.
  const other = `${site.origin}/?rest_route=/live-chat/v1/token`;
  await expectNoToken(await ask(minji.page, `${other}&_method=POST`, "GET", own));
  // A cache that keeps everything has kept nothing of it for others.
  for (const url of [address, other, `${other}&_method=POST`])
    await expectNoToken(await ask(passer.page, url, "GET", own));
});

test("a log-in that was ended on the site gives no more tokens", async ({ site, newViewer }) => {
  const jun = await newViewer();
  // WordPress asks whether one means it, with a status of its own.
  jun.expectNetworkFailures();
  await logIn(jun, site, "jun");
  const own = { origin: site.origin };
  const cookie = (await jun.page.context().cookies())
    .map(({ name, value }) => `${name}=${value}`)
    .join("; ");
  const { page } = await newViewer();
  const asThief = () => ask(page, tokenAddress(site), "POST", { ...own, cookie });
  expect(await (await asThief()).json()).toEqual({ token: expect.any(String) });
  await jun.page.goto(`${site.origin}/wp-login.php?action=logout`);
  await jun.page.getByRole("link", { name: "log out" }).click();
  await jun.page.waitForURL(/loggedout/);
  expect(await (await asThief()).json()).toEqual({ token: null });
});

test("a site with plain addresses has its members in the chat, too", async ({
  site,
  chatPort,
  startServer,
  newViewer,
}) => {
  await startServer({ port: chatPort, jwtSecret: SECRET, origins: [site.origin] });
  const [boss, minji] = [await newViewer(), await newViewer()];
  await logIn(boss, site, "boss");
  await boss.page.goto(`${site.origin}/wp-admin/options-permalink.php`);
  await boss.page.getByLabel("Plain", { exact: true }).check();
  await boss.page.getByRole("button", { name: "Save Changes" }).click();
  await expect(boss.page.getByText("Permalink structure updated.")).toBeVisible();

  await logIn(minji, site, "minji");
  await minji.watch(`${site.origin}/?pagename=show`);
  const address = await minji.chat.getAttribute("data-members");
  expect(address).toBe("/index.php?rest_route=/live-chat/v1/token");
  await minji.say("by the plain address");
  await minji.sees("by the plain address");
});
