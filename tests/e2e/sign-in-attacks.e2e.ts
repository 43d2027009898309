import type { Page } from "playwright/test";

import { expect, JUN, test } from "./shop.ts";
import {
  openSignIn,
  signInButton,
  signInByPassword,
  underNumber,
  writesAs,
} from "./sign-in-steps.ts";

/** Shows and keeps all messages that it is sent. */
const LISTENER = `<!doctype html><title>nothing to see</title><script>
  window.told = [];
  addEventListener("message", ({ data }) => told.push(data));
</script>`;

/** A sign-in request of the shop's page, which an attacker has got hold of. */
async function stealRequest(server: string, origin: string): Promise<string> {
  const response = await fetch(`${server}/api/v1/sign-in/requests`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ secret: "s".repeat(40) }),
  });
  const { request } = (await response.json()) as { request: string };
  return request;
}

function toldTo(page: Page): Promise<unknown> {
  return page.evaluate(() => Reflect.get(window, "told") as unknown);
}

test("[SI1] [SI4] a page that is not listed can ask for nothing, however alike its address looks", async ({
  openShop,
  openSite,
  newViewer,
}) => {
  const { server } = await openShop();
  const evil = await openSite({ "/": LISTENER });
  const { page } = (await newViewer()).expectNetworkFailures();
  // The shop's very host, on another port.
  await page.goto(underNumber(evil.origin));
  for (const path of ["sign-in/requests", "chat-sessions", "chat-sessions/refresh"]) {
    const answer = await page.evaluate(
      (url) =>
        fetch(url, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ secret: "s".repeat(40) }),
        }).then(
          () => "answered",
          () => "kept from it",
        ),
      `${server.url}/api/v1/${path}`,
    );
    expect(answer).toBe("kept from it");
  }
});

test("[SI3] an opener of another origin is not told the code, nor is a page of its own returned to", async ({
  openShop,
  openSite,
  newViewer,
}) => {
  const { server, origin } = await openShop();
  const evil = await openSite({ "/": LISTENER });
  const { page } = (await newViewer()).expectNetworkFailures();
  await page.goto(underNumber(evil.origin));
  const request = await stealRequest(server.url, origin);
  const query = new URLSearchParams({ request, return: underNumber(evil.origin) });

  const opened = page.waitForEvent("popup");
  await page.evaluate((url) => void window.open(url), `${server.url}/sign-in?${query}&popup`);
  const popUp = await opened;
  await expect(popUp.getByText(new URL(origin).host)).toBeVisible();
  const closed = popUp.waitForEvent("close");
  await signInByPassword(popUp, JUN.email, JUN.password);
  await closed;
  expect(await toldTo(page)).toEqual([]);

  await page.goto(`${server.url}/sign-in?${query}`);
  await signInByPassword(page, JUN.email, JUN.password);
  await expect(page.getByRole("heading", { name: "This did not work" })).toBeVisible();
  expect(page.url()).not.toContain(underNumber(evil.origin));
});

test("[SI2] the sign-in page is shown in no frame", async ({ openShop, openSite, page }) => {
  const { server, origin } = await openShop();
  const request = await stealRequest(server.url, origin);
  const evil = await openSite({
    "/": `<iframe src="${server.url}/sign-in/?request=${request}"></iframe>`,
  });
  await page.goto(underNumber(evil.origin));
  await expect.poll(() => page.frames()[1]?.url()).toContain("chrome-error:");
});

test("[SI3] a message from anywhere but the pop-up and the chat server is not listened to", async ({
  openShop,
  openSite,
  newViewer,
}) => {
  const { origin } = await openShop();
  const evil = await openSite({ "/": LISTENER });
  const viewer = await (await newViewer()).watch(origin);
  const redeemed: string[] = [];
  viewer.page.on("request", (request) => {
    if (request.url().endsWith("/chat-sessions")) redeemed.push(request.postData() ?? "");
  });
  await viewer.page.evaluate((url) => {
    const frame = document.createElement("iframe");
    frame.src = url;
    document.body.append(frame);
    return new Promise((resolve) => frame.addEventListener("load", resolve));
  }, underNumber(evil.origin));
  const begun = viewer.page.waitForResponse(/\/sign-in\/requests$/);
  const popUp = await openSignIn(viewer);
  const { request } = (await (await begun).json()) as { request: string };
  const forged = { type: "live-chat-sign-in", request, code: "the attacker's own" };

  await viewer.page.frames()[1]!.evaluate((message) => parent.postMessage(message, "*"), forged);
  await viewer.page.evaluate((message) => window.postMessage(message, "*"), forged);
  await expect(signInButton(viewer)).toHaveText("Go on in the other window");
  await signInByPassword(popUp, JUN.email, JUN.password);
  await writesAs(viewer, "Jun");
  expect(redeemed).toHaveLength(1);
  expect(redeemed[0]).not.toContain("attacker");
});
