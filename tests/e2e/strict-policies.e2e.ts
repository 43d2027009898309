import { makeStates } from "../widget/support/states.ts";
import { message } from "../widget/support/test-chat.ts";
import { expect, test } from "./fixtures.ts";
import { showState } from "./show-state.ts";
import { chatPage } from "./sign-in-steps.ts";
import { sendAll } from "../support/stock-client.ts";
import { Viewer } from "./viewer.ts";

/** Nothing inline, no nonce, nothing from anywhere but the chat's server. */
function strictPolicy(server: string): string {
  return [
    "default-src 'none'",
    `script-src ${server}`,
    `style-src ${server}`,
    `connect-src ${server} ${server.replace("http", "ws")}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ");
}

/** Writes down what the policies of a page forbid. */
async function watchViolations({ page }: Viewer): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { violations: seen });
    document.addEventListener("securitypolicyviolation", (violation) =>
      seen.push(`${violation.effectiveDirective} ${violation.blockedURI} ${violation.sample}`),
    );
  });
  return () => page.evaluate(() => Reflect.get(window, "violations") as string[]);
}

test("a strict policy and Trusted Types see nothing to forbid while people talk", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite(
    { "/": chatPage(server.url) },
    { "content-security-policy": strictPolicy(server.url) },
  );
  const viewer = await newViewer();
  const violations = await watchViolations(viewer);
  await sendAll(server.url, "s1", ["see https://example.com <b>there</b>"]);
  await viewer.watch(site.origin);
  await viewer.join("Mina");
  await viewer.say("one\ntwo");
  await viewer.sees("see https://example.com <b>there</b>", "one\ntwo");
  await viewer.composer.fill("a\n".repeat(9));
  await viewer.texts.last().hover();
  await viewer.chat.getByRole("button", { name: "Delete message" }).click();
  await expect(viewer.texts).toHaveCount(1);
  await viewer.chat.getByRole("button", { name: "Emoji" }).click();
  await viewer.chat.getByRole("listbox").getByRole("option").first().click();
  await expect(viewer.composer).toHaveValue(/\p{Emoji_Presentation}/u);
  expect(await violations()).toEqual([]);
});

test("[EM1] a strict policy and Trusted Types see nothing to forbid when a tag makes its chat", async ({
  server,
  openSite,
  newViewer,
}) => {
  const page = chatPage(server.url)
    .replace("<script ", '<script data-stream-id="s1" data-target="main" data-theme="dark" ')
    .replace(/<live-chat.*<\/live-chat>/, "<main></main>");
  const site = await openSite(
    { "/": page },
    { "content-security-policy": strictPolicy(server.url) },
  );
  const viewer = await newViewer();
  const violations = await watchViolations(viewer);
  await viewer.watch(site.origin);
  await viewer.chat.locator('[part="settings"]').click();
  await expect(viewer.page.locator("main > live-chat").getByRole("link")).toBeVisible();
  expect(await violations()).toEqual([]);
});

test("a strict policy and Trusted Types see nothing to forbid in any state", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite(
    { "/": chatPage(server.url) },
    { "content-security-policy": strictPolicy(server.url) },
  );
  const viewer = await newViewer();
  const violations = await watchViolations(viewer);
  for (const lang of ["en", "ko", "ja"]) {
    await viewer.watch(site.origin);
    await viewer.chat.evaluate((chat, lang) => chat.setAttribute("lang", lang), lang);
    for (const state of makeStates()) {
      await showState(viewer.chat, state);
      expect(await violations(), state.name).toEqual([]);
    }
  }
});

test("pictures of people need the policy's leave, and none with avatars off", async ({
  server,
  openSite,
  browser,
}) => {
  const policy = strictPolicy(server.url);
  const withPictures = policy.replace("img-src data:", "img-src data: https://pictures.example");
  const pages = {
    "/": chatPage(server.url),
    "/off": chatPage(server.url).replace("<live-chat ", '<live-chat avatars="off" '),
  };
  const avatarUrl = "https://pictures.example/a.png";
  const state = {
    name: "with a picture",
    snapshot: { rows: [message(1, { avatarUrl })] },
    says: [/./, /./],
  } as const;
  const seen: string[][] = [];
  for (const [path, header] of [
    ["/", policy],
    ["/off", policy],
    ["/", withPictures],
  ] as const) {
    const site = await openSite(pages, { "content-security-policy": header });
    // Not one of the viewers whose consoles must stay empty.
    const viewer = new Viewer(await browser.newPage());
    await viewer.page.route(`${avatarUrl}*`, (route) => route.fulfill({ body: "" }));
    const violations = await watchViolations(viewer);
    await viewer.watch(site.origin + path);
    await showState(viewer.chat, state);
    await expect(viewer.texts).toHaveCount(1);
    seen.push([...new Set(await violations())]);
    await viewer.page.close();
  }
  expect(seen).toEqual([[`img-src ${avatarUrl} `], [], []]);
});

for (const [title, list, script] of [
  ["a policy that does not name Lit's", "trusted-types page", ""],
  [
    "another Lit on the page, and no duplicates",
    "trusted-types lit-html",
    'trustedTypes.createPolicy("lit-html", {});',
  ],
] as const)
  test(`the console says what is missing in ${title}`, async ({ server, openSite, newViewer }) => {
    const page = chatPage(server.url).replace(
      "<script ",
      () => `<script src="/other.js"></script><script `,
    );
    const policy = strictPolicy(server.url)
      .replace("trusted-types lit-html", list)
      .replace("script-src", "script-src 'self'");
    const site = await openSite(
      { "/": page, "/other.js": script },
      { "content-security-policy": policy },
    );
    const viewer = await newViewer();
    const said: string[] = [];
    viewer.page.on("console", (message) => said.push(message.text()));
    await viewer.page.goto(site.origin);
    await expect
      .poll(() => said.filter((text) => text.startsWith("live-chat:")))
      .toEqual([expect.stringContaining("trusted-types lit-html 'allow-duplicates'")]);
    viewer.expectTroubles();
  });

test("a policy that allows duplicates lets the chat stand beside another Lit", async ({
  server,
  openSite,
  newViewer,
}) => {
  const page = chatPage(server.url).replace(
    "<script ",
    () => `<script src="/other.js"></script><script `,
  );
  const policy = strictPolicy(server.url)
    .replace("trusted-types lit-html", "trusted-types lit-html 'allow-duplicates'")
    .replace("script-src", "script-src 'self'");
  const site = await openSite(
    { "/": page, "/other.js": 'trustedTypes.createPolicy("lit-html", {});' },
    { "content-security-policy": policy },
  );
  await (await newViewer()).watch(site.origin);
});
