import { expect, test } from "./fixtures.ts";
import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.js";
import {
  beSomebody,
  chatPage,
  openSignIn,
  signInButton,
  signOut,
  underNumber,
  writesAs,
} from "./sign-in-steps.ts";
import { Viewer } from "./viewer.ts";

// As browsers have it by now, or will: a page's frames and requests reach no cookies of another site.
test.use({
  launchOptions: {
    executablePath: await chromiumPath(),
    args: [...CHROMIUM_ARGS, "--test-third-party-cookie-phaseout"],
  },
});

test("[SI4] a visitor of somebody else's page signs in by the pop-up, and still is after a reload", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite({ "/": chatPage(server.url) });
  const viewer = await (await newViewer()).watch(underNumber(site.origin));

  const popUp = await openSignIn(viewer);
  await expect(popUp.getByText(new URL(underNumber(site.origin)).host)).toBeVisible();
  const closed = popUp.waitForEvent("close");
  await beSomebody(popUp, "Mina");
  await closed;
  await writesAs(viewer, "Mina");
  await viewer.say("hello from afar");
  await viewer.sees("hello from afar");

  await viewer.page.reload();
  await writesAs(viewer, "Mina");
  await viewer.say("still me");
  await viewer.sees("hello from afar", "still me");
  await expect(viewer.chat.locator('[part~="own-message"]')).toHaveCount(2);
});

test("the classic script signs in as the module does", async ({ server, openSite, newViewer }) => {
  const site = await openSite({
    "/": chatPage(server.url).replace('type="module" ', "").replace(".js", ".umd.js"),
  });
  const viewer = await (await newViewer()).watch(underNumber(site.origin));
  await beSomebody(await openSignIn(viewer), "Mina");
  await writesAs(viewer, "Mina");
});

test("[SI6] a person who signs out writes no more, and can be somebody else, without a reload", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite({ "/": chatPage(server.url) });
  const viewer = await (await newViewer()).watch(underNumber(site.origin));
  await beSomebody(await openSignIn(viewer), "Mina");
  await writesAs(viewer, "Mina");
  await viewer.say("as Mina");
  await viewer.sees("as Mina");

  await signOut(viewer);
  await expect(viewer.composer).toBeHidden();
  await beSomebody(await openSignIn(viewer), "Tom");
  await writesAs(viewer, "Tom");
  await viewer.say("as Tom");
  await viewer.sees("as Mina", "as Tom");
  await expect(viewer.chat.locator('[part~="own-message"]')).toHaveCount(1);
});

test("the other tabs of a page sign in and out along with the first", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite({ "/": chatPage(server.url) });
  const first = await (await newViewer()).watch(underNumber(site.origin));
  const tab = await first.page.context().newPage();
  const second = await new Viewer(tab).watch(underNumber(site.origin));

  await beSomebody(await openSignIn(first), "Mina");
  await writesAs(first, "Mina");
  await writesAs(second, "Mina");
  await signOut(second);
  await expect(first.composer).toBeHidden();
  await expect(signInButton(first)).toBeVisible();
});

test("[SI3] where no window can be opened the page is left and come back to, and the draft is kept", async ({
  server,
  openSite,
  newViewer,
}) => {
  const site = await openSite({ "/": chatPage(server.url) });
  const page = `${underNumber(site.origin)}/?from=shop#/live/1`;
  const viewer = await (await newViewer()).watch(page);
  await beSomebody(await openSignIn(viewer), "Mina");
  await writesAs(viewer, "Mina");
  await viewer.composer.fill("half a thought");
  await signOut(viewer);

  await viewer.page.evaluate(() => (window.open = () => null));
  await signInButton(viewer).click();
  await viewer.page.waitForURL(`${server.url}/sign-in/**`);
  await beSomebody(viewer.page, "Mina");

  await viewer.page.waitForURL(page);
  await writesAs(viewer, "Mina");
  // It was begun by somebody who may write as a guest, too: signing in sends nothing by itself.
  await expect(viewer.composer).toHaveValue("half a thought");
  await viewer.composer.press("Enter");
  await viewer.sees("half a thought");
});

test("[SI3] where the page's own policy cuts the window off from it, that window comes back and signs in", async ({
  server,
  openSite,
  newViewer,
}) => {
  const policy = { "cross-origin-opener-policy": "same-origin" };
  const site = await openSite({ "/": chatPage(server.url) }, policy);
  const viewer = await (await newViewer()).watch(underNumber(site.origin));
  const popUp = await openSignIn(viewer);
  await beSomebody(popUp, "Mina");
  await popUp.waitForURL(`${underNumber(site.origin)}/`);
  await writesAs(viewer, "Mina");
  await viewer.say("cut off, and here all the same");
  await viewer.sees("cut off, and here all the same");
});
