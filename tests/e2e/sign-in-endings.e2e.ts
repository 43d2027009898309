import { expect, JUN, test } from "./shop.ts";
import { openSignIn, signInButton, signInByPassword, signOut, writesAs } from "./sign-in-steps.ts";

test("[SI3] a page that is reloaded while the window is open ends up signed in", async ({
  openShop,
  newViewer,
}) => {
  const { origin } = await openShop();
  const viewer = await (await newViewer()).watch(origin);
  const popUp = await openSignIn(viewer);
  await expect(popUp.getByText(new URL(origin).host)).toBeVisible();
  await viewer.page.reload();
  await viewer.isLive();
  const closed = popUp.waitForEvent("close");
  await signInByPassword(popUp, JUN.email, JUN.password);
  await closed;
  await writesAs(viewer, "Jun");
});

test("[SI3] a person who signs in for a page that has gone sees so", async ({
  openShop,
  newViewer,
}) => {
  const { origin, server } = await openShop();
  const viewer = await (await newViewer()).expectNetworkFailures().watch(origin);
  const popUp = await openSignIn(viewer);
  await expect(popUp.getByText(new URL(origin).host)).toBeVisible();
  await viewer.page.goto(`${server.url}/healthz`);
  await popUp.clock.install();
  await signInByPassword(popUp, JUN.email, JUN.password);
  await expect
    .poll(async () => {
      await popUp.clock.fastForward(5_000);
      return popUp.getByRole("heading").textContent();
    })
    .toBe("The site did not answer");
});

test("[SI3] the parameters of a sign-in are gone from the address in every ending", async ({
  openShop,
  newViewer,
}) => {
  const { origin } = await openShop();
  const viewer = (await newViewer()).expectNetworkFailures();
  const fragments = [
    "#live-chat-sign-in=a.b.c.d.e.f",
    "#live-chat-sign-in-start",
    "#live-chat-sign-in=",
  ];
  for (const [i, fragment] of fragments.entries()) {
    // Nobody has begun anything here.
    await viewer.watch(`${origin}/?${i}${fragment}`);
    await viewer.page.waitForURL(`${origin}/?${i}`);
  }
  // Somebody has, and comes back with a code that is none.
  const [page, hash] = [`${origin}/?begun`, "#/live/1"];
  await viewer.watch(page + hash);
  await viewer.page.evaluate(() => (window.open = () => null));
  await signInButton(viewer).click();
  await viewer.page.waitForURL(/\/sign-in/);
  await viewer.page.goto(`${page}#live-chat-sign-in=a.b.c.d.e.f`);
  await viewer.page.waitForURL(page + hash);
  await viewer.isLive();
  await expect(signInButton(viewer)).toBeVisible();
});

test("[SI3] [SI8] inside an app, which opens no windows, the page is left by a form and come back to", async ({
  openShop,
  newViewer,
}) => {
  const { origin, server } = await openShop();
  const userAgent = "Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile KAKAOTALK 10.4.5";
  const viewer = await (await newViewer({ userAgent })).watch(`${origin}/?live=1`);
  const posted = viewer.page.waitForRequest(`${server.url}/api/v1/sign-in/start`);
  await signInButton(viewer).click();
  expect((await posted).headers()["origin"]).toBe(origin);
  await signInByPassword(viewer.page, JUN.email, JUN.password);
  await viewer.page.waitForURL(`${origin}/?live=1`);
  await writesAs(viewer, "Jun");
  await signOut(viewer);
});
