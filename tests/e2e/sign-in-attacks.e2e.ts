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

/** A sign-in request that an attacker has opened in the shop's name, by a program. */
async function forgeRequest(server: string, origin: string, page = `${origin}/`): Promise<string> {
  const response = await fetch(`${server}/api/v1/sign-in/requests`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ secret: "s".repeat(40), page }),
  });
  const { request } = (await response.json()) as { request: string };
  return request;
}

const BEGIN_IN_THE_CHAT = { name: "Begin in the chat" };

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

test("[SI8] an attacker who opens a request in the shop's name and sends its link gets no code, even through an open redirect", async ({
  openShop,
  openSite,
  newViewer,
}) => {
  const { server, origin } = await openShop();
  const evil = await openSite({ "/": LISTENER });
  const page = `${origin}/go?to=${encodeURIComponent(evil.origin)}`;
  const request = await forgeRequest(server.url, origin, page);
  const victim = (await newViewer()).expectNetworkFailures().page;
  const query = new URLSearchParams({ request, return: page });
  await victim.goto(`${server.url}/sign-in?${query}`);
  await expect(victim.getByRole("heading", BEGIN_IN_THE_CHAT)).toBeVisible();
  await expect(victim.getByRole("button")).toHaveCount(0);

  // Nor where the victim comes by the shop's open redirect, or by a form of the attacker's.
  const form = (action: string): string =>
    `<form method="post" action="${action}"><input name="request" value="${request}"></form>`;
  const start = `${server.url}/api/v1/sign-in/start`;
  for (const action of [start, `${origin}/go?to=${encodeURIComponent(start)}`]) {
    const lure = await openSite({ "/": form(action) });
    await victim.goto(lure.origin);
    await victim.evaluate(() => document.forms[0]!.submit());
    await expect(victim.getByRole("heading", BEGIN_IN_THE_CHAT)).toBeVisible();
  }
});

test("[SI3] [SI8] an opener of another origin neither receives the code nor starts anything", async ({
  openShop,
  openSite,
  newViewer,
}) => {
  const { server, origin } = await openShop();
  const evil = await openSite({ "/": LISTENER });
  const { page } = (await newViewer()).expectNetworkFailures();
  await page.goto(evil.origin);
  const request = await forgeRequest(server.url, origin);
  const query = new URLSearchParams({ request, popup: "" });
  const opened = page.waitForEvent("popup");
  await page.evaluate(
    ([url = "", id]) => {
      const reply = { type: "live-chat-sign-in-start", request: id, secret: "s".repeat(40) };
      const popUp = window.open(url);
      setInterval(() => popUp?.postMessage(reply, "*"), 50);
    },
    [`${server.url}/sign-in?${query}`, request],
  );
  const popUp = await opened;
  await expect(popUp.getByRole("heading", BEGIN_IN_THE_CHAT)).toBeVisible();
  expect(await toldTo(page)).toEqual([]);

  // It goes to the shop itself, whose chat has not asked for this.
  const again = page.waitForEvent("popup");
  await page.evaluate((url) => void window.open(url), `${server.url}/sign-in?${query}`);
  const second = await again;
  await page.goto(origin);
  await expect(second.getByRole("heading", BEGIN_IN_THE_CHAT)).toBeVisible();
});

test("[SI8] a window that is cut off from its opener signs in to what its own page asks, not to what it was sent with", async ({
  openShop,
  newViewer,
}) => {
  const { server, origin } = await openShop();
  const viewer = await (await newViewer()).watch(origin);
  const popUp = await openSignIn(viewer);
  // Before that the page has asked for nothing yet.
  await expect(popUp.getByRole("button", { name: "Sign in with a password" })).toBeVisible();
  const request = await forgeRequest(server.url, origin, `${origin}/go?to=${origin}/evil`);
  await viewer.page.goto(`${origin}/?2#live-chat-sign-in-start=${request}`);
  await signInByPassword(viewer.page, JUN.email, JUN.password);
  await viewer.page.waitForURL(`${origin}/?2`);
  await writesAs(viewer, "Jun");
});

test("[SI2] the sign-in page is shown in no frame", async ({ openShop, openSite, page }) => {
  const { server, origin } = await openShop();
  const request = await forgeRequest(server.url, origin);
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
