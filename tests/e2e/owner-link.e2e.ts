import { CHROMIUM_ARGS, chromiumPath } from "../support/chromium.js";
import { expect, test } from "./fixtures.ts";
import { chatPage, signOut, underNumber, writesAs } from "./sign-in-steps.ts";
import type { Viewer } from "./viewer.ts";

// As browsers have it by now, or will: a page's frames and requests reach no cookies of another site.
test.use({
  launchOptions: {
    executablePath: await chromiumPath(),
    args: [...CHROMIUM_ARGS, "--test-third-party-cookie-phaseout"],
  },
});

/** Opens a link, and becomes what it says by its button. */
async function accept({ page }: Viewer, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Nickname").fill(name);
  await page.getByRole("button", { name: /^Become/ }).click();
  await expect(page.getByRole("heading", { name: /^You are/ })).toBeVisible();
}

function staffButton({ chat }: Viewer) {
  return chat.getByRole("button", { name: "Moderation" });
}

test("[OL3] [OL5] a guests-only chat on another site gets its owner by a link, who moderates there", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const pages: Record<string, string> = {};
  const site = await openSite(pages);
  const shop = underNumber(site.origin);
  const server = await startServer({ guests: true, origins: [shop] });
  pages["/live"] = chatPage(server.url);
  const guest = await (await newViewer()).watch(`${shop}/live?from=mail`);
  await guest.join("Mina");
  await guest.say("cheap watches");
  await expect(guest.chat.locator('[part~="sign-in"]')).toHaveCount(0);
  const overlay = await newViewer();
  await overlay.page.goto(`${server.url}/overlay/s1?max-rows=6`);
  await overlay.sees("cheap watches");

  const owner = await newViewer();
  await accept(owner, (await server.makeOwnerLink()).url, "달빛공방");
  const address = owner.page.getByLabel("The page of your site");
  await expect(address).toHaveValue(`${shop}/`);
  await address.fill("https://elsewhere.example/");
  await owner.page.getByRole("button", { name: "Open it" }).click();
  await expect(owner.page.getByRole("alert")).toContainText("CHAT_ORIGINS");
  await address.fill(`${shop}/live?from=mail`);
  await owner.page.getByRole("button", { name: "Open it" }).click();
  await owner.page.waitForURL(`${server.url}/sign-in/**`);
  await expect(owner.page.getByText(new URL(shop).host)).toBeVisible();
  await owner.page.getByRole("button", { name: "Continue as 달빛공방" }).click();
  await owner.page.waitForURL(`${shop}/live?from=mail`);
  await writesAs(owner, "달빛공방");
  await expect(staffButton(owner)).toBeVisible();
  await owner.chat.getByText("cheap watches").hover({ position: { x: 4, y: 4 } });
  await owner.chat.getByRole("button", { name: "Delete message", exact: true }).click();
  await expect(guest.chat.getByText("cheap watches")).toHaveCount(0);
  await overlay.sees();

  await owner.page.reload();
  await writesAs(owner, "달빛공방");
  await signOut(owner);
  await expect(staffButton(owner)).toHaveCount(0);
  // Back by the page that the link has led to.
  await owner.page.goto(`${server.url}/sign-in`);
  await expect(owner.page.getByRole("heading", { name: "You are the owner" })).toBeVisible();
});

test("[OL2] a link is used up by a press alone, is in no address, and outlives a reload", async ({
  startServer,
  newViewer,
}) => {
  const server = await startServer({ guests: true });
  const { url } = await server.makeOwnerLink();
  const asked: string[] = [];
  const viewer = await newViewer();
  viewer.page.on("request", (request) =>
    asked.push(request.url(), JSON.stringify(request.headers())),
  );
  await viewer.page.goto(url);
  await expect(viewer.page.getByRole("heading", { name: "Become the owner" })).toBeVisible();
  expect(viewer.page.url()).toBe(`${server.url}/sign-in/`);
  await viewer.page.reload();
  const second = await newViewer();
  await accept(second, url, "First");
  await viewer.page.getByLabel("Nickname").fill("Second");
  await viewer.expectNetworkFailures().page.getByRole("button", { name: "Become" }).click();
  await expect(viewer.page.getByRole("alert")).toContainText("It was used");
  const [, secret = ""] = url.split(".").slice(-2);
  expect(secret.length).toBe(32);
  expect(asked.filter((text) => text.includes(secret))).toEqual([]);
  const third = await newViewer();
  await third.expectNetworkFailures().page.goto(url);
  await expect(third.page.getByRole("heading", { name: "no longer works" })).toBeVisible();
});

test("[OL4] the chat's own pages have their owner at once, and a moderator of one chat", async ({
  startServer,
  newViewer,
}) => {
  const server = await startServer({ guests: true });
  const owner = await newViewer();
  await accept(owner, (await server.makeOwnerLink()).url, "달빛공방");
  await owner.page.getByLabel("A chat by its stream id").fill("s1");
  await owner.page.getByRole("button", { name: "Open the chat" }).click();
  await owner.page.waitForURL(`${server.url}/embed/s1`);
  await writesAs(owner, "달빛공방");
  await expect(staffButton(owner)).toBeVisible();

  const link = await owner.page.evaluate(async () => {
    const key = `live-chat:session:${location.origin}`;
    const { token } = JSON.parse(localStorage.getItem(key) ?? "") as { token: string };
    const answer = await fetch("/api/v1/streams/s1/invitations", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
    });
    return ((await answer.json()) as { url: string }).url;
  });
  const moderator = await newViewer();
  await accept(moderator, link, "Sora");
  await moderator.page.getByRole("button", { name: "Open the chat" }).click();
  await moderator.page.waitForURL(`${server.url}/embed/s1`);
  await writesAs(moderator, "Sora");
  await expect(staffButton(moderator)).toBeVisible();
  await moderator.page.goto(`${server.url}/embed/s2`);
  await writesAs(moderator, "Sora");
  await expect(staffButton(moderator)).toHaveCount(0);

  await moderator.page.goto(`${server.url}/sign-in`);
  await moderator.page.getByRole("button", { name: "Sign out" }).click();
  await moderator.page.goto(`${server.url}/embed/s1`);
  await expect(moderator.chat.getByRole("textbox", { name: "Nickname" })).toBeVisible();
});

test("[OL7] an owner invites a moderator from the panel on the shop's own page, and revokes a link", async ({
  startServer,
  openSite,
  newViewer,
}) => {
  const pages: Record<string, string> = {};
  const site = await openSite(pages);
  const shop = underNumber(site.origin);
  const server = await startServer({ guests: true, origins: [shop] });
  pages["/live"] = chatPage(server.url);
  const owner = await newViewer();
  await accept(owner, (await server.makeOwnerLink()).url, "달빛공방");
  await owner.page.goto(`${shop}/live#live-chat-sign-in-staff=${server.url}`);
  await owner.page.getByRole("button", { name: "Continue as 달빛공방" }).click();
  await writesAs(owner, "달빛공방");
  await staffButton(owner).click();
  await owner.chat.getByRole("tab", { name: "Room" }).click();
  const makeLink = owner.chat.getByRole("button", { name: "Make a link" });
  const link = owner.chat.getByRole("textbox", { name: "Link for one moderator" });
  const unused = owner.chat.getByText(/^Unused link/);
  await makeLink.click();
  await expect(unused).toHaveCount(1);
  const first = await link.inputValue();
  await owner.chat.getByRole("button", { name: /^Revoke/ }).click();
  await expect(unused).toHaveCount(0);
  await makeLink.click();
  await expect(unused).toHaveCount(1);
  const second = await link.inputValue();

  const moderator = await newViewer();
  moderator.expectNetworkFailures();
  await moderator.page.goto(first);
  await expect(moderator.page.getByText(/used, revoked or has expired/)).toBeVisible();
  await accept(moderator, second, "Minji");
});
